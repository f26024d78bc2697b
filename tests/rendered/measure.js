/*
 * What a reader would stumble over on the page that is shown, measured from the
 * boxes it is drawn in: {wide, over, out, faint, small, deaf, hollow, lone, same,
 * ...}, each a list
 * of texts.  grey: contrast as a page without colour has it; least_px: of the
 * letters of a drawing.
 */
(grey, least_px) => {
  const root = document.documentElement, found = {wide: [], over: [], out: [],
    faint: [], small: [], deaf: [], hollow: [], lone: [], same: []};
  const say = (list, text) => { if (list.length < 8) list.push(text); };
  const short = (s) => s.trim().replace(/\s+/g, ' ').slice(0, 60);
  const scrolls = (e) => {
    const s = e.closest('.scroll');
    return s !== null && getComputedStyle(s).overflowX !== 'visible';
  };

  /* ---- nothing is wider than the screen, but in what scrolls ---- */
  for (const e of document.querySelectorAll('body *')) {
    const r = e.getBoundingClientRect();
    if (!scrolls(e) && r.width > 0 && r.right > root.clientWidth + 1)
      say(found.wide, e.tagName + ' ' + short(e.textContent) + ' to ' +
        Math.round(r.right));
  }
  for (const e of document.querySelectorAll('.scroll'))
    if (e.tabIndex < 0 || !e.getAttribute('aria-label'))
      say(found.deaf, short(e.textContent));

  /* ---- no column without a text, no half of a row without a thing ---- */
  for (const t of document.querySelectorAll('table')) {
    /* every switch's table of ports has the same columns */
    if (t.caption?.textContent.startsWith('Ports of '))
      continue;
    const rows = [...t.querySelectorAll('tbody tr')];
    const heads = [...t.querySelectorAll('thead th')];
    heads.forEach((h, i) => {
      if (rows.length > 0 && h.textContent.trim() &&
          rows.every((r) => !r.children[i]?.textContent.trim()))
        say(found.hollow, short(t.textContent) + ': ' + h.textContent);
    });
  }
  /* of a card, a heading without a text */
  for (const c of document.querySelectorAll('.cards td:empty'))
    if (c.dataset.h && getComputedStyle(c).display === 'grid')
      say(found.hollow, c.dataset.h + ': nothing');
  const halves = [...document.querySelectorAll('figure.half')];
  const blocks = [...document.querySelectorAll('p,li,figure,table')];
  for (const e of halves) {
    const r = e.getBoundingClientRect();
    if (r.width < 0.6 * e.parentElement.clientWidth && !blocks.some((x) => {
      const o = x.getBoundingClientRect();
      return o.width > 0 && !e.contains(x) && o.top < r.bottom - 20 &&
        o.bottom > r.top + 20 && (o.left > r.right - 2 || o.right < r.left + 2);
    }))
      say(found.lone, short(e.textContent));
  }

  /* ---- no change from a figure to the same ---- */
  const whole = String.raw`(?<![\w.,]|(?:min|h|d)[\u00a0 ])(\d[\w.,\u00a0 ]*?)`;
  for (const m of root.innerText?.matchAll(new RegExp(whole +
      String.raw` (?:instead of|\u2192) \1(?![\w\u00a0]| \d)`, 'g')) ?? [])
    say(found.same, m[0]);

  /* ---- every piece of text with its boxes ---- */
  const rendered = (e) => {
    const s = getComputedStyle(e);
    return s.visibility === 'visible' && s.display !== 'none' &&
      +s.opacity > 0;
  };
  const texts = [];
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let n = walk.nextNode(); n; n = walk.nextNode()) {
    const e = n.parentElement, svg = e.ownerSVGElement || null;
    if (!n.data.trim() || e.closest('script,style,title,desc,option,template,' +
        'noscript') || !rendered(e))
      continue;
    if (e.closest('details:not([open])') && !e.closest('summary'))
      continue;
    const range = document.createRange();
    range.selectNodeContents(n);
    for (const r of range.getClientRects()) {
      if (r.width < 1 || r.height < 1)
        continue;
      /* the letters are lower than their line */
      const cut = r.height * 0.2;
      texts.push({e, svg, text: short(n.data), left: r.left, right: r.right,
        top: r.top + cut, bottom: r.bottom - cut});
    }
  }

  /* ---- no text over another ---- */
  texts.sort((x, y) => x.top - y.top);
  for (let i = 0; i < texts.length; i++)
    for (let k = i + 1; k < texts.length; k++) {
      const x = texts[i], y = texts[k];
      if (y.top >= x.bottom)
        break;
      const wide = Math.min(x.right, y.right) - Math.max(x.left, y.left);
      const high = Math.min(x.bottom, y.bottom) - y.top;
      if (x.e !== y.e && wide > 1.5 && high > 1.5 && x.svg === y.svg)
        say(found.over, x.text + ' | ' + y.text + ' by ' + Math.round(wide));
    }

  /* ---- no text outside its box ---- */
  const shapes = new Map();
  const boxes = (svg) => {
    if (!shapes.has(svg))
      shapes.set(svg, [...svg.querySelectorAll('rect,circle,ellipse')].map(
        (s) => ({s, r: s.getBoundingClientRect()})));
    return shapes.get(svg);
  };
  for (const t of texts) {
    if (t.svg) {
      const all = t.svg.getBoundingClientRect();
      if (t.left < all.left - 1 || t.right > all.right + 1 ||
          t.top < all.top - 1 || t.bottom > all.bottom + 1)
        say(found.out, t.text + ' (drawing)');
      const x = (t.left + t.right) / 2, y = (t.top + t.bottom) / 2;
      let least = null;
      for (const b of boxes(t.svg))
        if (b.r.left <= x && x <= b.r.right && b.r.top <= y &&
            y <= b.r.bottom && (!least || b.r.width * b.r.height <=
            least.r.width * least.r.height) && b.s.compareDocumentPosition(
              t.e) & Node.DOCUMENT_POSITION_FOLLOWING)
          least = b;
      /* lanes of one port: its number is over all of them */
      let left = least && least.r.left, right = least && least.r.right;
      for (const b of least && least.r.width < 8 ? boxes(t.svg) : [])
        if (b.r.width < 8 && Math.abs(b.r.top - least.r.top) < 1 &&
            Math.abs(b.r.left - least.r.left) < 4 * least.r.width) {
          left = Math.min(left, b.r.left);
          right = Math.max(right, b.r.right);
        }
      if (least && (t.left < left - 1 || t.right > right + 1))
        say(found.out, t.text + ' (box of ' + Math.round(least.r.width) + ')');
      t.box = least && least.s;
      continue;
    }
    const cell = t.e.closest('td,th,dd,dt,li,p,h1,h2,h3,figcaption,summary,' +
      'button,output,caption,label');
    if (!cell)
      continue;
    const r = cell.getBoundingClientRect();
    if (t.left < r.left - 1.5 || t.right > r.right + 1.5 ||
        t.top < r.top - 2 || t.bottom > r.bottom + 2)
      say(found.out, t.text + ' (' + cell.tagName + ')');
  }

  /* ---- contrast (WCAG 2: 4.5, large text 3), and size ---- */
  const parse = (c) => {
    const m = /rgba?\(([^)]*)\)/.exec(c);
    return m ? m[1].split(/[ ,/]+/).map(Number) : null;
  };
  const light = (c) => {
    const g = grey ? Array(3).fill(
      0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2]) : c;
    const f = g.slice(0, 3).map((v) => {
      v /= 255;
      return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * f[0] + 0.7152 * f[1] + 0.0722 * f[2];
  };
  const solid = (c) => c && (c.length < 4 || c[3] > 0.5);
  const behind = (e) => {
    for (; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (solid(c))
        return c;
    }
    return parse(getComputedStyle(root).backgroundColor).length === 4 ?
      [255, 255, 255] : [255, 255, 255];
  };
  for (const t of texts) {
    const s = getComputedStyle(t.e);
    const ink = parse(t.svg ? s.fill : s.color);
    let back = null;
    if (t.svg && t.box) {
      const f = getComputedStyle(t.box);
      if (f.fill !== 'none' && +f.fillOpacity > 0.5)
        back = parse(f.fill);
    }
    if (!solid(back))
      back = behind(t.svg ? t.svg.parentElement : t.e);
    if (!ink || !back)
      continue;
    const a = light(ink), b = light(back);
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const px = parseFloat(s.fontSize) * (t.svg ?
      Math.abs(t.svg.getScreenCTM().a) : 1);
    const large = px >= 24 || (px >= 18.66 && +s.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5))
      say(found.faint, t.text + ' ' + ratio.toFixed(2) + ' ' +
        (t.svg ? s.fill : s.color));
    if (t.svg && !t.svg.closest('.broad') && px < least_px - 0.1)
      say(found.small, t.text + ' ' + px.toFixed(1));
  }
  return {...found, scroll: root.scrollWidth, client: root.clientWidth,
    texts: texts.length,
    links: [...document.querySelectorAll('a')].map((a) => a.href),
    broken: document.querySelectorAll('parsererror').length,
    root: root.tagName};
}
