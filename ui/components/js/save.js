// The whole drawing as it is on the screen, with its styles written into it, as SVG or PNG.
const KEPT = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin', 'opacity',
  'font-size', 'font-weight', 'font-style', 'text-anchor', 'letter-spacing', 'font-variant-numeric', 'paint-order'];
const PLAIN = { 'fill-opacity': '1', 'stroke-dasharray': 'none', 'stroke-linecap': 'butt', 'stroke-linejoin': 'miter', opacity: '1',
  'font-style': 'normal', 'letter-spacing': 'normal', 'font-variant-numeric': 'normal', 'paint-order': 'normal', 'text-anchor': 'start' };

// Any CSS color, color-mix() included, as a plain rgb() or rgba().
function colorReader() {
  const canvas = document.createElement('canvas'), known = new Map();
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return (color) => {
    if (color === 'none') return color;
    if (!known.has(color)) {
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = color;
      context.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data;
      known.set(color, a === 0 ? 'none' : a === 255 ? `rgb(${r},${g},${b})` : `rgba(${r},${g},${b},${f(a / 255)})`);
    }
    return known.get(color);
  };
}

function copyStyled(source, parent, read) {
  const style = getComputedStyle(source);
  if (style.display === 'none' || source.matches('.hit, .hover, .cursor, .focus, .picture:not(.seen)')) return;
  const copy = document.createElementNS(NS, source.localName);
  for (const { name, value } of source.attributes) {
    if (!/^(class|style|id|role|tabindex|aria-|data-)/.test(name)) copy.setAttribute(name, value);
  }
  const label = source.getAttribute('aria-label');
  if (label) svg('title', {}, copy).textContent = label;
  for (const name of KEPT) {
    const value = style.getPropertyValue(name), text = source.localName === 'text' || source.localName === 'tspan';
    if (!value || value === PLAIN[name] || (!text && /^(font|text|letter)/.test(name))) continue;
    if (source.localName === 'g' && name !== 'opacity') continue;
    if (source.localName === 'tspan' && name !== 'font-size') continue;
    if (name.startsWith('stroke') && style.stroke === 'none') continue;
    copy.setAttribute(name, name === 'fill' || name === 'stroke' ? read(value) : value);
  }
  for (const child of source.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) copy.appendChild(document.createTextNode(child.data));
    else if (child.nodeType === Node.ELEMENT_NODE) copyStyled(child, copy, read);
  }
  parent.appendChild(copy);
}

function standalone(view, data) {
  const read = colorReader(), root = getComputedStyle(view.root);
  const width = data.width, height = data.height;
  const out = svg('svg', { viewBox: `0 0 ${width} ${height}`, width, height, 'font-family': root.fontFamily.replaceAll('"', "'") });
  const title = data.title + (data.steps[view.step] ? ` — ${data.steps[view.step].text}` : '');
  svg('title', {}, out).textContent = title;
  svg('rect', { width, height, fill: read(root.getPropertyValue('--st-background-color').trim() || '#fff') }, out);
  for (const part of [view.drawing, view.rows]) for (const child of part.children) copyStyled(child, out, read);
  return new XMLSerializer().serializeToString(out);
}

function download(blob, name) {
  const link = html('a', '', document.body, { href: URL.createObjectURL(blob), download: name });
  link.style.display = 'none';
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

async function save(view, data, kind) {
  const name = (data.title.toLowerCase().match(/[\p{L}\p{N}]+/gu) || ['graph']).slice(0, 8).join('-');
  const blob = new Blob([standalone(view, data)], { type: 'image/svg+xml' });
  if (kind === 'svg') return download(blob, `${name}.svg`);
  const image = new Image(), address = URL.createObjectURL(blob);
  image.src = address;
  await image.decode();
  const canvas = document.createElement('canvas'), scale = Math.min(2, 16000 / data.width, 16000 / data.height);
  canvas.width = data.width * scale;
  canvas.height = data.height * scale;
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  canvas.toBlob((png) => png && download(png, `${name}.png`), 'image/png');
  return undefined;
}
