// Builds DOM nodes. Text always becomes text nodes: nothing here ever parses HTML.

const SVG = "http://www.w3.org/2000/svg";

/** h("button", {class: "x", onclick: fn, testid: "y"}, "text", node, [nodes], null) → Element */
export function h(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props || {})) setProp(node, key, value);
  append(node, children);
  return node;
}

function setProp(node, key, value) {
  if (value === null || value === undefined || value === false) return;
  if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
  else if (key === "testid") node.setAttribute("data-testid", value);
  else if (key === "value" || key === "checked" || key === "indeterminate") node[key] = value;
  else if (key === "style") for (const [k, v] of Object.entries(value)) node.style.setProperty(k, v);
  else node.setAttribute(key, value === true ? "" : String(value));
}

export function append(node, children) {
  for (const child of [children].flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

export function replace(node, ...children) {
  node.replaceChildren();
  return append(node, children);
}

export function svg(viewBox, shapes, props = {}) {
  const root = document.createElementNS(SVG, "svg");
  root.setAttribute("viewBox", viewBox);
  root.setAttribute("aria-hidden", "true");
  for (const [key, value] of Object.entries(props)) root.setAttribute(key, value);
  for (const [tag, attributes] of shapes) {
    const shape = document.createElementNS(SVG, tag);
    for (const [key, value] of Object.entries(attributes)) shape.setAttribute(key, value);
    root.append(shape);
  }
  return root;
}

/** Only addresses that cannot run code; anything else is shown as text by the caller. */
export function safeUrl(url) {
  return /^(https?:|mailto:|tel:)/i.test(url) ? url : null;
}

/** Focusable elements below `root`, in tab order. */
export function focusables(root) {
  const all = root.querySelectorAll("a[href], button, input, textarea, select, [tabindex='0']");
  return [...all].filter((node) => !node.disabled && node.offsetParent !== null);
}

/** Arrow keys move the focus along a list of items; Home and End jump. */
export function arrowKeys(event, items, { horizontal = false } = {}) {
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  const keys = horizontal ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
  const at = items.indexOf(document.activeElement);
  const target = { [keys[0]]: at - 1, [keys[1]]: at + 1, Home: 0, End: items.length - 1 }[event.key];
  if (target === undefined || !items.length) return false;
  event.preventDefault();
  items[Math.max(0, Math.min(items.length - 1, target))].focus();
  return true;
}
