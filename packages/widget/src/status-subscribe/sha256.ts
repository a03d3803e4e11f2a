// SHA-256 (FIPS 180-4), synchronous: crypto.subtle is missing on pages without https, and answers each question in a turn
// of its own, which makes many short questions many times slower than this.

const fraction = (value: number) => ((value % 1) * 2 ** 32) | 0;
const primes: number[] = [];
for (let number = 2; primes.length < 64; number++) if (primes.every((prime) => number % prime)) primes.push(number);
const rounds = primes.map((prime) => fraction(prime ** (1 / 3)));
const initial = primes.slice(0, 8).map((prime) => fraction(prime ** (1 / 2)));

/** Bytes of one block. */
const blockSize = 64;
const words = new Int32Array(64);

/** Takes one block of 64 bytes into the state. */
function compress(state: Int32Array, bytes: Uint8Array, from: number): void {
  for (let index = 0; index < 16; index++) {
    const at = from + index * 4;
    words[index] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
  }
  for (let index = 16; index < 64; index++) {
    const [x, y] = [words[index - 15]!, words[index - 2]!];
    const small = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const large = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    words[index] = (words[index - 16]! + small + words[index - 7]! + large) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let index = 0; index < 64; index++) {
    const large = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const first = (h + large + ((e & f) ^ (~e & g)) + rounds[index]! + words[index]!) | 0;
    const small = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const second = (small + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  state[0]! += a;
  state[1]! += b;
  state[2]! += c;
  state[3]! += d;
  state[4]! += e;
  state[5]! += f;
  state[6]! += g;
  state[7]! += h;
}

/**
 * Hashes many texts that begin alike: what they share is taken in once. The answer is the eight words of the hash, the
 * same array each time.
 */
export function hasherOf(beginning: string): (end: string) => Int32Array {
  const shared = new TextEncoder().encode(beginning);
  const whole = shared.length - (shared.length % blockSize);
  const middle = Int32Array.from(initial);
  for (let from = 0; from < whole; from += blockSize) compress(middle, shared, from);
  const left = shared.subarray(whole);
  // The rest, the end of at most 64 letters of ASCII, the mark and the length.
  const bytes = new Uint8Array(3 * blockSize);
  const state = new Int32Array(8);
  return (end) => {
    bytes.fill(0);
    bytes.set(left);
    let used = left.length;
    for (let index = 0; index < end.length; index++) bytes[used++] = end.charCodeAt(index);
    const bits = (whole + used) * 8;
    bytes[used] = 0x80;
    const size = Math.ceil((used + 9) / blockSize) * blockSize;
    new DataView(bytes.buffer).setUint32(size - 4, bits);
    state.set(middle);
    for (let from = 0; from < size; from += blockSize) compress(state, bytes, from);
    return state;
  };
}

/** How many zero bits a hash begins with. */
export function leadingZeros(hash: Int32Array): number {
  const first = hash.findIndex((word) => word !== 0);
  return first < 0 ? hash.length * 32 : first * 32 + Math.clz32(hash[first] ?? 0);
}
