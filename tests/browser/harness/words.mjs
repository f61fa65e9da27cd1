// What a browser that translates does to a page's words, and whether the page would bear it.

/**
 * Runs in every page: complains where words are changed, taken out or leant on as a text node. In a translated page that
 * node is not there any more: the words would stay as they were, or the page would break.
 */
export function watchWords() {
  const isBare = (node) => {
    const isWords = node instanceof Text && node.isConnected && node.data.trim() !== "";
    return isWords && !node.parentElement.closest("[contenteditable]");
  };
  const complain = (what, { data, parentElement }) =>
    console.error(`a translated page would not follow: ${what} “${data}” in <${parentElement.localName} class="${parentElement.className}"> (see client/src/views/said.rs)`);
  const before = (owner, name, look) => {
    const original = owner[name];
    owner[name] = function (...words) {
      look(this, ...words);
      return original.apply(this, words);
    };
  };
  before(CharacterData.prototype, "remove", (node) => isBare(node) && complain("removed", node));
  before(Node.prototype, "removeChild", (_, node) => isBare(node) && complain("removed", node));
  before(Node.prototype, "insertBefore", (_, __, node) => isBare(node) && complain("inserted before", node));
  for (const [owner, name] of [
    [Node.prototype, "nodeValue"],
    [Node.prototype, "textContent"],
    [CharacterData.prototype, "data"],
  ]) {
    const property = Object.getOwnPropertyDescriptor(owner, name);
    Object.defineProperty(owner, name, {
      ...property,
      set(value) {
        if (isBare(this)) complain("set", this);
        property.set.call(this, value);
      },
    });
  }
}

/**
 * Runs in a person's pages: does to every text node what Chromium's translation does, then and whenever there are new ones. The
 * words stay what they are, between zero-width spaces, which Playwright does not read and a document would keep.
 */
function translate() {
  const SPARED = "[translate=no], font, script, style, noscript, textarea, title, svg";
  const done = (text) => {
    if (!text.isConnected || text.data.trim() === "" || text.parentElement.closest(SPARED)) return;
    const [outer, inner] = [document.createElement("font"), document.createElement("font")];
    outer.style.verticalAlign = inner.style.verticalAlign = "inherit";
    inner.textContent = text.data.replace(/\S(.*\S)?/s, (words) => `\u200b${words}\u200b`);
    outer.append(inner);
    text.replaceWith(outer);
    globalThis.translated = (globalThis.translated ?? 0) + 1;
  };
  const all = (node) => {
    if (node instanceof Text) return done(node);
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    found.forEach(done);
  };
  const observer = new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "characterData") all(target);
      else addedNodes.forEach(all);
    }
  });
  observer.observe(document, { childList: true, characterData: true, subtree: true });
}

/** From the next page on, this person's browser translates. */
export async function translates(person) {
  await person.context.addInitScript(translate);
}
