// Tells what can be read on the page, then puts tiny marks at both ends of what belongs on one sheet, and of
// each heading and what follows it. A mark is a link, which a PDF keeps with
// its place. It takes no room: it is out of the flow, on the sheet where it stands.
([whole, heads]) => {
  const sheet = 640;  // longer ones may break: with what must stand above them they fill more than a sheet
  const texts = [], hidden = [], nodes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!node.data.trim() || parent.closest("script, style")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const seen = [...range.getClientRects()].some(r => r.width > 0 && r.height > 0);
    if (seen && parent.checkVisibility({ visibilityProperty: true })) { texts.push(node.data); nodes.push(node); }
    else if (parent.closest("details") && !parent.closest("summary")) hidden.push(node.data);
  }
  const addresses = [...document.querySelectorAll("a[rel~=external]")].filter(a => a.getClientRects().length)
    .map(a => a.getAttribute("href"));
  const clipped = [...document.querySelectorAll("body *")].filter(e => e.getClientRects().length
    && getComputedStyle(e).overflow !== "visible" && e.closest("svg") === null
    && (e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1)).map(e => e.className || e.tagName);

  const placed = new Map();
  let count = 0;
  const within = element => nodes.filter(node => element.contains(node));
  const put = (node, after) => {
    const already = placed.get(node) || placed.set(node, {}).get(node);
    if (already[after] !== undefined) return already[after];
    if (/grid|flex/.test(getComputedStyle(node.parentElement).display)) {
      const wrap = document.createElement("span");
      node.replaceWith(wrap);
      wrap.append(node);
    }
    const mark = document.createElement("a");
    mark.href = `https://mark.invalid/${count}`;
    mark.textContent = ".";
    Object.assign(mark.style, { position: "absolute", fontSize: "1px", lineHeight: "1px", fontFamily: "monospace",
      whiteSpace: "nowrap", fontWeight: "400", letterSpacing: "0", width: "2px", height: "2px", margin: "0", padding: "0", direction: "ltr",
      unicodeBidi: "isolate", zIndex: "9" });
    if (after) {  // before the last word: what stands behind a line can lie beyond the sheet
      const range = document.createRange();
      range.setStart(node, node.data.trimEnd().search(/\S+$/));
      range.insertNode(mark);
    } else node.before(mark);
    return already[after] = count++;
  };
  const words = element => element.textContent.replace(/\s+/g, " ").trim().slice(0, 60);
  const pairs = { whole: [], heads: [] };
  const planned = [];
  for (const selector of whole)
    for (const element of document.querySelectorAll(selector)) {
      const inner = within(element);
      if (inner.length && element.getBoundingClientRect().height < sheet)
        planned.push(["whole", selector, inner[0], inner.at(-1), true, words(element)]);
    }
  for (const selector of heads)
    for (const element of document.querySelectorAll(selector)) {
      const inner = within(element);
      const next = inner.length && nodes[nodes.indexOf(inner.at(-1)) + 1];
      if (next) planned.push(["heads", selector, inner[0], next, false, words(element)]);
    }
  for (const [kind, selector, first, last, after, text] of planned)
    pairs[kind].push([selector, put(first, false), put(last, after), text]);
  return { rtl: document.dir === "rtl", texts, hidden, addresses, clipped, marks: count, ...pairs };
}
