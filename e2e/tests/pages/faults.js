console.error("said aloud");
console.warn("warned");
Promise.reject(new Error("let down"));
setTimeout(() => { throw new Error("thrown away"); });
