// Draws the parts by day, by night and in a narrow column, each in a shadow root with the widget's own style sheet.
const sheet = new CSSStyleSheet();
sheet.replaceSync(await (await fetch(new URL("../style.css", import.meta.url))).text());
const parts = document.getElementById("parts");
for (const [name, theme, narrow] of [["By day", "light", false], ["By night", "dark", false], ["By day, 320 px", "light", true]]) {
  const title = Object.assign(document.createElement("h2"), { textContent: name });
  const host = document.createElement("div");
  host.dataset.theme = theme;
  Object.assign(host.style, { display: "block", maxWidth: narrow ? "320px" : "640px", margin: "0 auto 32px" });
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  const box = Object.assign(document.createElement("div"), { className: "am" });
  Object.assign(box.style, { display: "grid", gap: "24px", padding: "16px" });
  box.append(parts.content.cloneNode(true));
  // One of each kind of control as it is pressed, from those above.
  const kinds = new Map([...box.querySelectorAll("button")].map((button) => [button.className, button]));
  const pressed = document.createElement("section");
  pressed.className = "part";
  pressed.append(Object.assign(document.createElement("h3"), { textContent: "As it is pressed" }));
  const row = document.createElement("div");
  Object.assign(row.style, { display: "flex", flexWrap: "wrap", gap: "8px", alignItems: "center" });
  for (const button of kinds.values()) {
    const copy = button.cloneNode(true);
    copy.dataset.pressed = "";
    Object.assign(copy.style, { width: "auto", minWidth: "3em", maxWidth: "100%", flex: "none" });
    row.append(copy);
  }
  pressed.append(row);
  box.append(pressed);
  root.append(box);
  document.querySelector("main").append(title, host);
}
