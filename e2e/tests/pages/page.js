const storage = () => {
  try {
    if (localStorage === null) return "absent";
    localStorage.setItem("tried", "yes");
    return "allowed";
  } catch {
    return "denied";
  }
};

customElements.define("aftermile-widget", class extends HTMLElement {
  connectedCallback() {
    const root = this.attachShadow({ mode: "open" });
    root.innerHTML = `
      <section aria-label="${this.id}">
        <p>Inside ${this.id}</p>
        <label>Name <input></label>
        <button>Start</button> <button>Start again</button>
        <p class="said"></p>
        <p hidden>Never shown</p>
      </section>`;
    const said = root.querySelector(".said");
    root.querySelector("button").addEventListener("click", () => {
      // Later and by another element, as a page that is redrawn does it.
      setTimeout(() => { said.innerHTML = `<b>Started\n  ${root.querySelector("input").value}</b>`; }, 300);
    });
    said.textContent = [
      storage(),
      matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
      navigator.language,
      Intl.DateTimeFormat().resolvedOptions().timeZone,
      `${innerWidth} by ${innerHeight}`,
    ].join(", ");
  }
});
