using CsCheck;

namespace DockerLsp.Tests.Engine.Shell;

/// <summary>Generated scripts: some that nearly all parse, and heaps of tokens that mostly do not.</summary>
internal static class ShellScripts
{
    private static readonly string[] Fragments =
    [
        "a", "b", "echo", "if", "then", "else", "elif", "fi", "for", "in", "do", "done", "while", "until", "case", "esac", "x", "{", "}", "(", ")",
        ";", ";", ";", ";;", "&", "&&", "||", "|", "\n", "\n", "!", "[[", "((", "))", "$(", ")", "\"", "\"", "'", "'", "$x", "${x}", "${x:-y}",
        "${x#y}", "${", "}", "<", ">", ">>", "<f", ">f", "2>&1", ">&", "<<A", "<<-A", "<<'A'", "\nA\n", "\nA\n", "A", "a=b", "a=", "a=(", "$((",
        "))", "1", "=", "==", "-f", "[a-z]", "*", "?", "{a,b}", "~", "#", "\\", "\\\n", "$", "&>", "<<<", "<(", "|&", ";&", ";;&", "function",
        "f()", "f ()", "select", "export", "a[1]", "a+=", "$'x'", "$\"x\"", "@(", "-", "=~", "12>", "{fd}>", " ", " ", " ", "\t", "%", "/", ",",
    ];

    public static Gen<string> Soup { get; } = Gen.Select(Gen.OneOfConst(Fragments), Gen.OneOfConst("", " ", " ", " "), string.Concat)
        .Array[1, 10].Select(string.Concat);

    private static readonly Gen<string> Separator = Gen.OneOfConst("; ", "; ", ";", "\n", "\n", " ;\n", "&\n", "& ", " # c\n");

    public static Gen<string> Script(int depth) =>
        Join(Join(Join(Command(depth), " | ", "|", "|\n", " |& "), " && ", " || ", "&&\n"), "; ", "\n", ";", " & ");

    private static Gen<string> Join(Gen<string> item, params string[] separators) =>
        Gen.Frequency(
            (3, item),
            (1, Gen.Select(item, Gen.OneOfConst(separators), item, (a, b, c) => a + b + c)));

    private static Gen<string> Command(int depth) =>
        depth == 0
            ? Simple(0)
            : Gen.Frequency((3, Simple(depth)), (2, Gen.Select(Compound(depth - 1), Gen.OneOfConst("", "", " >f", " 2>&1 <x"), string.Concat)));

    private static Gen<string> Simple(int depth) =>
        Gen.Select(
            Gen.OneOfConst("a=", "a=1", "b=\"x\"", "c=$(y)", "a+=1", "a[1]=2", "a=(1 2)", "a={x,y}").Array[0, 1],
            Word(depth).Array[1, 3],
            Redirection(depth).Array[0, 1],
            (assignments, words, redirections) => string.Join(' ', [.. assignments, .. words, .. redirections]));

    private static Gen<string> Redirection(int depth) =>
        Gen.Select(
            Gen.OneOfConst(">", "<", ">>", "2>", ">|", "<>", ">&", "<&", "&>", "2>&", "<<<", "{fd}>", "12>"),
            Gen.OneOfConst("", " "),
            depth == 0 ? Gen.OneOfConst("f", "1", "$x", "-") : Word(depth - 1),
            (op, blank, target) => op + blank + target);

    private static Gen<string> Word(int depth)
    {
        var plain = Gen.OneOfConst(
            "a", "b", "foo", "-x", "x=1", "if", "done", "fi", "in", "}", "{", "1", "*.c", "~/x", "{a,b}", "a#b", "'q'", "\"d\"", "\"$x\"", "$x", "${x}",
            "\\ ", "a\\\nb", "!", "[", "]", "\"`x`\"", "`a b`", "$((1+2))", "$((x*(y+1)))", "$'a\\'b'", "$\"x\"", "<(a)", ">(a b)", "$[1+2]", "a[1]", "@(a|b)");
        if (depth == 0)
        {
            return plain;
        }

        var inner = Word(depth - 1);
        // Not $((: bash does not parse what stands behind it.
        return Gen.Frequency(
            (6, plain),
            (1, Gen.Select(Script(depth - 1), Gen.OneOfConst("", " ", "\n"), (body, end) => $"$( {body}{end})")),
            (1, Gen.Select(Gen.OneOfConst(":-", "-", "#", "%", "##", "+", "=", "/", ":", "^", "@"), inner, (op, word) => $"${{x{op}{word}}}")),
            (1, Gen.Select(inner, inner, string.Concat)));
    }

    private static Gen<string> Compound(int depth)
    {
        var list = Gen.Select(Script(depth), Separator, string.Concat);
        var pattern = Gen.OneOfConst("a", "*.c", "'q'", "$x", "a|b", "(a", "[a-z]");
        var item = Gen.Select(pattern, Gen.OneOfConst(")", " ) "), Script(depth), Gen.OneOfConst(";;", ";;\n", " ;; ", ";&", ";;&"), string.Concat);
        return Gen.OneOf(
            Gen.Select(list, list, list, (a, b, c) => $"if {a}then {b}else {c}fi"),
            Gen.Select(list, list, (a, b) => $"while {a}do {b}done"),
            Gen.Select(Gen.OneOfConst(" in a *.c;", " in\n", ";", " ", "\n"), list, (head, body) => $"for x{head} do {body}done"),
            Gen.Select(item.Array[0, 3], items => $"case $x in {string.Concat(items)} esac"),
            list.Select(body => $"{{ {body}}}"),
            list.Select(body => $"( {body})"),
            Gen.Select(Gen.OneOfConst("f", "f-g"), Gen.OneOfConst("()", " () ", "( )\n"), list, (name, parens, body) => $"{name}{parens}{{ {body}}}"),
            list.Select(body => $"function f {{ {body}}}"),
            Gen.OneOfConst("a", "-f x", "a == b", "$x =~ ^(a|b)$", "a < b", "! a", "( a || b )", "a && b", "a = @(x|y)", "a -eq 1").Select(test => $"[[ {test} ]]"),
            Gen.OneOfConst("a", "a+1", "(a)+1", "a;b", "(a); b", "x++ ").Select(expression => $"(({expression}))"),
            Gen.Select(
                Gen.OneOfConst("<<A", "<<-A", "<<'A'", "<<\\A"),
                Gen.OneOfConst("", " && b", " | c", "; d"),
                Gen.OneOfConst("t\n", "$x\n", "$(a)\n", "${x:-y}\n", "`a`\n", "\\$(\n", "a\\\nA\n", ""),
                (op, rest, body) => $"cat {op}{rest}\n{body}A\na"));
    }
}
