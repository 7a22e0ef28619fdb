/** Characters that steer a terminal, turn the direction of a text, or take no room; but for the end of a line and a tab. */
const HIDDEN = /[^\P{Cc}\n\t]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/** A text as a terminal may be told it: names and messages come from others. Shown as `psql` does, `\x1b` and `\u202e`. */
export const visible = (text: string): string =>
  text.replaceAll(HIDDEN, character => {
    const code = character.codePointAt(0) ?? 0;
    const digits = code.toString(16);
    return code < 0x80
      ? `\\x${digits.padStart(2, '0')}`
      : `\\u${code > 0xffff ? `{${digits}}` : digits.padStart(4, '0')}`;
  });

/** The same for every text in a value. */
export function visibleIn<T>(value: T): T {
  if (typeof value === 'string') return visible(value) as T;
  if (Array.isArray(value)) return value.map(visibleIn) as T;
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [visible(key), visibleIn(inner)])) as T;
}
