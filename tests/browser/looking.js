// What the tests ask of a page: which elements the keyboard must reach, how they look, what is cut off or too small.
// Defines one object, `look`, in the page; nothing of it is published.
window.look = (() => {
  "use strict";

  const OPERABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex], [contenteditable=true]";
  const shown = node => node.checkVisibility({visibilityProperty: true, contentVisibilityAuto: false});
  const box = node => node.getBoundingClientRect();

  /** A short name for a message: tag, id or classes, words. */
  const name = node => node.tagName.toLowerCase() + (node.id ? "#" + node.id : "")
    + (node.className && node.className.baseVal === undefined ? "." + [...node.classList].join(".") : "")
    + " “" + (node.getAttribute("aria-label") || node.textContent || node.value || "").trim().slice(0, 20) + "”";

  /** Of a group of radio buttons the keyboard reaches one. */
  const radio = node => node.type === "radio" && node.name && !node.checked
    && (document.querySelector(`input[type=radio][name="${CSS.escape(node.name)}"]:checked`)
      || document.querySelector(`input[type=radio][name="${CSS.escape(node.name)}"]`) !== node);

  /** What the Tab key must reach, in the order of the document. */
  const reachable = () => [...document.querySelectorAll(OPERABLE)].filter(node =>
    node.tabIndex >= 0 && !node.disabled && !node.closest("[inert]") && shown(node) && !radio(node));

  const channels = text => {
    const found = text.match(/[\d.]+/g).map(Number);
    const scale = text.startsWith("color(") ? 255 : 1;
    return [found[0] * scale, found[1] * scale, found[2] * scale, found.length > 3 ? found[3] : 1];
  };
  const over = (front, back) => [0, 1, 2].map(at => front[at] * front[3] + back[at] * (1 - front[3])).concat(1);
  const light = ([r, g, b]) => [r, g, b].map(one => one / 255)
    .map(one => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4))
    .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };

  /** The colour behind a node's edge. */
  const behind = node => {
    const layers = [];
    for (let at = node; at; at = at.parentElement) {
      layers.push(channels(getComputedStyle(at).backgroundColor));
    }
    return layers.reverse().reduce((back, front) => over(front, back), [255, 255, 255, 1]);
  };

  const MARKS = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "backgroundColor", "borderTopColor", "borderBottomColor"];
  const marks = node => { const style = getComputedStyle(node); return MARKS.map(one => style[one]); };

  /** The strongest contrast by which the focus ring stands out: 0 where nothing changes, 99 where another mark does. */
  const ring = (node, before) => {
    const style = getComputedStyle(node);
    const candidates = [];
    if (style.outlineStyle === "auto") { return 99; }  // the browser's own ring, which it makes fit any ground
    if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) {
      const inside = parseFloat(style.outlineOffset) < 0;
      candidates.push(contrast(channels(style.outlineColor), behind(inside ? node : node.parentElement)));
    }
    const shadow = style.boxShadow.match(/^(rgba?\([^)]*\)|color\([^)]*\))/);
    if (shadow && style.boxShadow !== before[3]) {
      candidates.push(contrast(channels(shadow[1]), behind(node.parentElement)));
    }
    return candidates.length ? Math.max(...candidates) : 0;
  };

  /** Whether some part of the node can be seen where it is: in the window, with nothing over it. */
  const uncovered = node => [...node.getClientRects()].some(rect => {
    const inset = Math.min(3, rect.width / 2, rect.height / 2);
    const xs = [rect.left + inset, (rect.left + rect.right) / 2, rect.right - inset];
    const ys = [rect.top + inset, (rect.top + rect.bottom) / 2, rect.bottom - inset];
    return xs.some(x => ys.some(y => {
      const top = document.elementFromPoint(x, y);
      return top && (node.contains(top) || top.contains(node) && shared(top, node)
        || top.closest("label") && top.closest("label").control === node);
    }));
  });
  const shared = (top, node) => node.tagName === "INPUT" && top.tagName === "LABEL" && top.control === node;

  /** Elements that cut off their own text, or lie outside the page without a region to scroll. */
  const lost = () => {
    const found = [];
    const width = document.documentElement.clientWidth;
    for (const node of document.body.querySelectorAll("*")) {
      const rect = box(node);
      if (!shown(node) || rect.width <= 1 || rect.height <= 1) { continue; }
      const style = getComputedStyle(node);
      const has = [...node.childNodes].some(one => one.nodeType === 3 && one.data.trim());
      const hides = one => one === "hidden" || one === "clip";
      if (hides(style.overflowX) && node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 1) {
        found.push("cut at the side: " + name(node));
      }
      if (hides(style.overflowY) && node.scrollHeight > node.clientHeight + 2 && node.clientHeight > 1) {
        found.push("cut below: " + name(node));
      }
      if (has && (rect.right > width + 1 || rect.left < -1) && !scroller(node) && !style.clipPath.startsWith("inset")) {
        found.push("outside: " + name(node));
      }
    }
    if (document.documentElement.scrollWidth > width) {
      found.push(`the page is ${document.documentElement.scrollWidth} wide in a window of ${width}`);
    }
    return found;
  };
  const scroller = node => {
    for (let at = node.parentElement; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (["auto", "scroll"].includes(style.overflowX)) { return at; }
      if (style.position === "fixed" && box(at).left >= document.documentElement.clientWidth) { return at; }
    }
    return null;
  };

  /** WCAG 2.5.5 leaves out links within a sentence: an inline link in a block that has words of its own beside links. */
  const inSentence = node => {
    if (getComputedStyle(node).display !== "inline") { return false; }
    let block = node.parentElement;
    while (getComputedStyle(block).display === "inline") { block = block.parentElement; }
    const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let own = "";
    while (walk.nextNode()) {
      if (!walk.currentNode.parentElement.closest("a, button")) { own += walk.currentNode.data; }
    }
    return /[\p{L}\p{N}]/u.test(own);
  };

  /** What can be pressed and is smaller than `size`, its whole label or enlarged area counted. */
  const small = size => reachable().filter(node => node.matches("a, button, input, select, textarea, summary")).filter(node => {
    if (inSentence(node)) { return false; }
    const area = node.labels && node.labels.length ? [node, ...node.labels] : [node];
    if (area.some(one => box(one).width >= size - 0.5 && box(one).height >= size - 0.5)) { return false; }
    node.scrollIntoView({block: "center", inline: "center"});
    const rect = box(node);
    const x = (rect.left + rect.right) / 2, y = (rect.top + rect.bottom) / 2, reach = size / 2 - 1;
    const hit = (dx, dy) => {
      const top = document.elementFromPoint(x + dx, y + dy);
      return top && area.some(one => one.contains(top) || one === top.closest("label"));
    };
    return !(hit(-reach, 0) && hit(reach, 0) && hit(0, -reach) && hit(0, reach));
  }).map(node => `${name(node)} ${Math.round(box(node).width)}×${Math.round(box(node).height)}`);

  /** Text smaller than `size` pixels within `where`. */
  const tiny = (size, where) => {
    const found = new Map();
    for (const part of document.querySelectorAll(where)) {
      const walk = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const node = walk.currentNode.parentElement;
        const rect = box(node);
        if (walk.currentNode.data.trim() && shown(node) && rect.width > 1 && rect.height > 1
          && !node.closest("svg, [aria-hidden=true]") && parseFloat(getComputedStyle(node).fontSize) < size) {
          found.set(node, `${name(node)} ${getComputedStyle(node).fontSize}`);
        }
      }
    }
    return [...found.values()];
  };

  /** Places where what is seen first is not what comes first: positive tabindex, `order`, reversed rows. */
  const reordered = () => [...document.body.querySelectorAll("*")].filter(node => {
    const style = getComputedStyle(node);
    return node.tabIndex > 0 || shown(node) && (style.order !== "0" || /reverse/.test(style.flexDirection + style.flexWrap));
  }).map(name);

  /** Widen the text as WCAG 1.4.12 allows every reader to; `false` takes it back. */
  const wide = new CSSStyleSheet();
  wide.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    + " p { margin-bottom: 2em !important }");
  const space = on => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter(one => one !== wide).concat(on ? [wide] : []);
  };

  let nodes = [], before = [];
  const begin = () => { nodes = reachable(); before = nodes.map(marks); return nodes.map(name); };
  /** Where the focus is now: its number among the reachable, and what is wrong with how it shows there. */
  const focused = least => {
    const node = document.activeElement, at = nodes.indexOf(node), wrong = [];
    if (!node || node === document.body || node === document.documentElement) { return {at: -1, name: "", wrong}; }
    const rect = box(node);
    if (rect.right <= 0 || rect.bottom <= 0 || rect.left >= innerWidth || rect.top >= innerHeight) {
      wrong.push("off the screen");
    } else if (!uncovered(node)) {
      wrong.push("covered");
    }
    const seen = at < 0 ? 99 : ring(node, before[at]);
    if (seen < least) { wrong.push(`focus shows with contrast ${seen.toFixed(1)}`); }
    return {at, name: name(node), wrong};
  };
  /** Everything reachable that does not show the focus by a ring of at least this contrast. */
  const rings = least => {
    document.activeElement.blur();
    const all = reachable(), plain = all.map(marks);
    return all.map((node, at) => {
      node.focus({preventScroll: true});
      return [node, ring(node, plain[at])];
    }).filter(([, seen]) => seen < least).map(([node, seen]) => `${name(node)}: focus shows with contrast ${seen.toFixed(1)}`);
  };
  return {begin, focused, rings, lost, small, tiny, reordered, space, name};
})();
