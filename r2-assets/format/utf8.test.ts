import { describe, expect, test } from "vitest";
import { firstBadByte, utf16Name } from "./utf8.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);

const accepts = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
};

describe("firstBadByte", () => {
  test("text of one to four bytes a character has none", () => {
    expect(firstBadByte(utf8("plain, é, ह, 😀, \u0000, \uFFFD, \uFFFF"))).toBe(-1);
    expect(firstBadByte(new Uint8Array())).toBe(-1);
  });

  test.each([
    ["Latin-1", [0x61, 0xe9, 0x62], 1],
    ["Latin-1 before a continuation", [0x61, 0xe9, 0xbf, 0x62], 1],
    ["a continuation alone", [0x61, 0x80], 1],
    ["an overlong slash", [0xc0, 0xaf], 0],
    ["an overlong euro", [0xf0, 0x82, 0x82, 0xac], 0],
    ["a surrogate", [0x78, 0xed, 0xa0, 0x80], 1],
    ["past U+10FFFF", [0xf4, 0x90, 0x80, 0x80], 0],
    ["a fifth byte's lead", [0xf8, 0x88, 0x80, 0x80, 0x80], 0],
    ["cut off at the end", [0x61, 0x62, 0xe2, 0x82], 2],
  ])("%s is found where it begins", (_, bytes, place) => {
    expect(firstBadByte(Uint8Array.from(bytes))).toBe(place);
  });

  test("agrees with TextDecoder on every pair of bytes, alone and before two continuations", () => {
    for (let a = 0; a < 256; a++)
      for (let b = 0; b < 256; b++)
        for (const tail of [[], [0x80], [0x80, 0x80]]) {
          const bytes = Uint8Array.of(a, b, ...tail);
          if ((firstBadByte(bytes) === -1) !== accepts(bytes)) expect.fail(`${bytes}`);
        }
  });
});

describe("utf16Name", () => {
  const bytesOf = (text: string) => new Uint8Array(new Uint16Array([...text].map((c) => c.charCodeAt(0))).buffer);
  const swapped = (bytes: Uint8Array) => bytes.map((_, i) => bytes[i ^ 1]!);

  test("is told by the byte order mark, and without one by every other byte being zero", () => {
    expect(utf16Name(bytesOf("\uFEFFid,text"))).toBe("UTF-16LE");
    expect(utf16Name(swapped(bytesOf("\uFEFFid,text")))).toBe("UTF-16BE");
    expect(utf16Name(bytesOf('{"id":"1"}'))).toBe("UTF-16LE");
    expect(utf16Name(swapped(bytesOf('{"id":"1"}')))).toBe("UTF-16BE");
  });

  test("is null for UTF-8, with its byte order mark too, and for nothing", () => {
    expect(utf16Name(utf8("\uFEFFid,text"))).toBeNull();
    expect(utf16Name(utf8("id,tèxt"))).toBeNull();
    expect(utf16Name(new Uint8Array())).toBeNull();
  });
});
