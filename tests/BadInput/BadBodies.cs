using System.Text;

namespace InfoShare.Tests.BadInput;

/// <summary>JSON bodies that nobody should send, with the answer that each must get.</summary>
internal static class BadBodies
{
    /// <param name="valid">A body that the route takes, an object.</param>
    public static IEnumerable<(string What, byte[] Body, int Status)> Of(string valid)
    {
        var inside = valid[1..];
        yield return ("nothing", [], 400);
        yield return ("white space", Utf8(" \r\n\t"), 400);
        yield return ("a NUL", [0], 400);
        yield return ("a body cut short", Utf8(valid)[..^2], 400);
        yield return ("two bodies", Utf8(valid + valid), 400);
        yield return ("something behind the body", Utf8(valid + "x"), 400);
        yield return ("two byte order marks", [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF, .. Utf8(valid)], 400);
        yield return ("UTF-16", Encoding.Unicode.GetBytes(valid), 400);
        yield return ("invalid UTF-8", [.. Utf8("{\"x\":\""), 0xFF, 0xC0, 0xAF, .. Utf8("\","), .. Utf8(inside)], 400);
        yield return ("a surrogate in UTF-8", [.. Utf8("{\"x\":\""), 0xED, 0xA0, 0x80, .. Utf8("\","), .. Utf8(inside)], 400);
        yield return ("a lone surrogate", Utf8("""{"x":"\ud800",""" + inside), 400);
        yield return ("a lone surrogate as a name", Utf8("""{"\udc00":"x",""" + inside), 400);
        yield return ("an escaped NUL", Utf8("""{"x":"\u0000",""" + inside), 400);
        yield return ("a control character", Utf8("{\"x\":\"\u0001\"," + inside), 400);
        yield return ("an unknown member", Utf8("""{"noSuchMember":1,""" + inside), 400);
        yield return ("an unknown member with a hostile name", Utf8("""{"~/\u202e\u0000":1,""" + inside), 400);
        yield return ("a duplicate member", Utf8(valid[..^1] + "," + inside), 400);
        yield return ("a huge number", Utf8("""{"x":1e999999999,""" + inside), 400);
        yield return ("a long number", Utf8("{\"x\":" + new string('9', 50_000) + "," + inside), 400);
        yield return ("deep arrays", Utf8("{\"x\":" + new string('[', 20_000) + new string(']', 20_000) + "," + inside), 400);
        yield return ("deep objects", Utf8(string.Concat(Enumerable.Repeat("{\"a\":", 8_000)) + "1" + new string('}', 8_000)), 400);
        yield return ("deep arrays without an end", Utf8(new string('[', 60_000)), 400);
        yield return ("many members", Utf8("{" + string.Join(',', Enumerable.Range(0, 4_000).Select(number => $"\"m{number}\":0")) + "}"), 400);
        yield return ("a comment", Utf8("/* */" + valid), 400);
        yield return ("a trailing comma", Utf8(valid[..^1] + ",}"), 400);
        yield return ("null", Utf8("null"), 400);
        yield return ("an array", Utf8("[" + valid + "]"), 400);
        yield return ("a string", Utf8("\"x\""), 400);
        yield return ("a number", Utf8("1"), 400);
        yield return ("an empty object", Utf8("{}"), 400);
        yield return ("__proto__", Utf8("""{"__proto__":{"reason":"x"},""" + inside), 400);
        yield return ("too much", Utf8(valid + new string(' ', 600 * 1024)), 413);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
