// What ui/components/payload.py sends: the length of a JSON text, the text, and behind it the numbers of arrays.

/**
 * @param {Uint8Array} sent
 * @returns {any} the data; an array is a Float64Array
 */
export function decode(sent) {
  const length = new DataView(sent.buffer, sent.byteOffset).getUint32(0, true);
  const numbers = new Float64Array(sent.slice(4 + length).buffer);
  return withArrays(JSON.parse(new TextDecoder().decode(sent.subarray(4, 4 + length))), numbers);
}

/**
 * @param {Uint8Array} one
 * @param {Uint8Array | undefined} other
 */
export function same(one, other) {
  if (one.length !== other?.length) return false;
  for (let k = 0; k < one.length; k += 1) if (one[k] !== other[k]) return false;
  return true;
}

let formsText = '', forms = {};

/**
 * The forms of a text, which is most often the one that came before.
 * @param {string} text
 */
function formsOf(text) {
  if (text !== formsText) [formsText, forms] = [text, JSON.parse(text)];
  return forms;
}

/**
 * @param {any} data
 * @param {Float64Array} numbers
 */
function withArrays(data, numbers) {
  if (data.explained) data.explained.forms = formsOf(data.explained.forms);
  for (const table of Object.values(data.explained?.tables ?? {})) {
    const [begin, size] = table.values.float64;
    table.values = numbers.subarray(begin, begin + size);
  }
  if (data.traces) data.traces = unpacked(data.traces, numbers);
  return data;
}

/**
 * @param {any} value
 * @param {Float64Array} numbers
 * @returns {any}
 */
function unpacked(value, numbers) {
  if (Array.isArray(value)) return typeof value[0] === 'object' ? value.map((each) => unpacked(each, numbers)) : value;
  if (!value || typeof value !== 'object') return value;
  if (value.float64) return numbers.subarray(value.float64[0], value.float64[0] + value.float64[1]);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, unpacked(each, numbers)]));
}
