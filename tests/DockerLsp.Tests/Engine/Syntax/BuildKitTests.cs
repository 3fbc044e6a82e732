using System.Text.RegularExpressions;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Tests.Engine.Syntax;

/// <summary>How BuildKit's parser reads what the written reference leaves open. Each expectation is an outline of the tree.</summary>
public sealed partial class BuildKitTests
{
    [Theory]
    // an escape character, then only spaces and tabs
    [InlineData("RUN a \\\n b", "Run; ShellForm 'a  b'")]
    [InlineData("RUN a \\ \t\n b", "Run; ShellForm 'a  b'")]
    [InlineData("RUN a \\\r\n b\r\n", "Run; ShellForm 'a  b'")]
    [InlineData("RUN a \\ \r\r\n b", "Run; ShellForm 'a  b'")]
    // two or three escape characters do not continue
    [InlineData("RUN a \\\\\nUSER b", "Run; ShellForm 'a \\\\'; User; Value 'b'")]
    [InlineData("RUN a \\\\\\\nUSER b", "Run; ShellForm 'a \\\\\\'; User; Value 'b'")]
    // another space behind the escape character
    [InlineData("RUN a \\\v\nUSER b", "Run; ShellForm 'a \\'; User; Value 'b'")]
    // comments and blank lines in between, also at the end of the file
    [InlineData("RUN a \\\n# c \\\n\n  # d\n b\nUSER c", "Run; ShellForm 'a  b'; User; Value 'c'")]
    [InlineData("RUN a \\\n\n\nUSER c", "Run; ShellForm 'a USER c'")]
    [InlineData("RUN a \\\n# c\n\n", "Run; ShellForm 'a'")]
    [InlineData("RUN a \\", "Run; ShellForm 'a'")]
    // a comment ends with its line, and no comment begins within one
    [InlineData("# a \\\nUSER b # c", "User; Value 'b # c'")]
    // a line of only the escape character adds nothing, wherever it stands
    [InlineData("\\\nUSER b", "User; Value 'b'")]
    [InlineData("RUN a\\\n  \\\nb", "Run; ShellForm 'a  b'")]
    // words may be broken anywhere
    [InlineData("RU\\\nN a\\\nb", "Run; ShellForm 'ab'")]
    [InlineData("# escape=`\nRUN a `\n b \\\nUSER c", "Run; ShellForm 'a  b \\'; User; Value 'c'")]
    // lone CR and other odd spaces
    [InlineData("RUN a\rUSER b", "Run; ShellForm 'a\\rUSER b'")]
    [InlineData("EXPOSE a\v\f\r\tb\u00a0c", "Expose; Item 'a'; Item 'b\u00a0c'; !port; !port")]
    [InlineData("\u00a0USER b", "User; Value 'b'")]
    public void Lines(string text, string outline) => Assert.Equal(outline, Outline(text));

    [Theory]
    [InlineData("# escape=`\nUSER a", '`', "escape=`")]
    [InlineData("#EsCaPe = ` \nUSER a", '`', "escape=`")]
    [InlineData("  # escape=`\nUSER a", '`', "escape=`")]
    [InlineData("\ufeff# escape=`\r\nUSER a", '`', "escape=`")]
    [InlineData("# syntax=a/b:1 x\n# escape=`\n# check=skip=all\nUSER a", '`', "syntax=a/b:1 x escape=` check=skip=all")]
    // anything else ends the block
    [InlineData("\n# escape=`\nUSER a", '\\', "")]
    [InlineData("# hello\n# escape=`\nUSER a", '\\', "")]
    [InlineData("#\n# escape=`\nUSER a", '\\', "")]
    [InlineData("# unknown=x\n# escape=`\nUSER a", '\\', "")]
    [InlineData("# escape=\n# syntax=a\nUSER a", '\\', "")]
    [InlineData("USER a\n# escape=`\n", '\\', "")]
    // only escape may be indented; only syntax and check may follow a shebang
    [InlineData("  # syntax=a\n# escape=`\nUSER a", '`', "escape=`")]
    [InlineData("#!/usr/bin/x\n# syntax=a\n# escape=`\nUSER a", '\\', "syntax=a")]
    // the first stands; a wrong one changes nothing
    [InlineData("# escape=`\n# escape=\\\nUSER a", '`', "escape=` !duplicate-directive")]
    [InlineData("# escape=x\nUSER a", '\\', "escape=x !invalid-escape")]
    [InlineData("# escape= \nUSER a", '\\', "escape=  !invalid-escape")]
    public void Directives(string text, char escape, string expected)
    {
        var tree = DockerfileSyntax.Parse(text);
        Assert.Equal(escape, tree.Directives.EscapeCharacter);
        var found = tree.Directives.Items.Select(d => $"{d.Name}={d.Value}").Concat(tree.Diagnostics.Select(d => "!" + d.Code));
        Assert.Equal(expected, string.Join(' ', found));
        Assert.All(tree.Directives.Items, d => Assert.Equal(d.Value, text.Substring(d.ValueSpan.Start, d.ValueSpan.Length)));
        Assert.Equal(
            tree.Directives.Items.Select(d => d.Span.Start),
            tree.DescendantTokens().SelectMany(t => t.LeadingTrivia).Where(t => t.Kind == SyntaxKind.Directive).Select(t => t.Span.Start));
    }

    [Fact]
    public void Directive_values_end_at_the_first_space()
    {
        var directives = DockerfileSyntax.Parse("# syntax=a/b:1 x\n# check=skip=all y\nFROM a").Directives;
        Assert.Equal("a/b:1", directives.Syntax);
        Assert.Equal("skip=all", directives.Check);
    }

    [Theory]
    [InlineData("run --mount=a --network=b c --d", "Run; Flag 'mount' 'a'; Flag 'network' 'b'; ShellForm 'c --d'")]
    [InlineData("RUN -- --mount=a", "Run; ShellForm '--mount=a'")]
    [InlineData("RUN -x --mount=a", "Run; ShellForm '-x --mount=a'")]
    [InlineData("COPY --link --from='a b' x y", "Copy; Flag 'link'; Flag 'from' 'a b'; Source 'x'; Destination 'y'")]
    [InlineData("COPY --chown=a\\ b x y", "Copy; Flag 'chown' 'a b'; Source 'x'; Destination 'y'")]
    [InlineData("COPY --chown='a\\'b' x y", "Copy; Flag 'chown' 'a'b'; Source 'x'; Destination 'y'")]
    [InlineData("COPY --from=\\\n  b x y", "Copy; Flag 'from' ''; Source 'b'; Source 'x'; Destination 'y'")]
    [InlineData("COPY --fr\\\nom=b x y", "Copy; Flag 'from' 'b'; Source 'x'; Destination 'y'")]
    [InlineData("ONBUILD RUN --mount=a b", "Onbuild; Run; Flag 'mount' 'a'; ShellForm 'b'")]
    [InlineData("FROM --platform=a b", "From; Flag 'platform' 'a'; Image 'b'")]
    [InlineData("RUN --mount", "Run; Flag 'mount'; !flag-value")]
    [InlineData("RUN --mont=x y", "Run; Flag 'mont' 'x'; ShellForm 'y'; !unknown-flag")]
    [InlineData("COPY --from=a --from=b x y", "Copy; Flag 'from' 'a'; Flag 'from' 'b'; Source 'x'; Destination 'y'; !duplicate-flag")]
    [InlineData("COPY --link=maybe x y", "Copy; Flag 'link' 'maybe'; Source 'x'; Destination 'y'; !flag-value")]
    [InlineData("ARG --x a", "Arg; Flag 'x'; Pair; Key 'a'")]
    public void Flags(string text, string outline) => Assert.Equal(outline, Outline(text));

    [Theory]
    [InlineData("CMD [\"a\", \"b\\u0041\\n\"]", "Cmd; ExecForm; String 'a'; String 'bA\\n'")]
    [InlineData("CMD [ ]", "Cmd; ExecForm")]
    [InlineData("CMD [\"a\", \\\n  # c\n \"b\"]", "Cmd; ExecForm; String 'a'; String 'b'")]
    [InlineData("CMD ['a']", "Cmd; ShellForm '['a']'")]
    [InlineData("CMD [\"a\",]", "Cmd; ShellForm '[\"a\",]'")]
    [InlineData("CMD [\"a\"] b", "Cmd; ShellForm '[\"a\"] b'")]
    [InlineData("CMD [\"a\tb\"]", "Cmd; ShellForm '[\"a\\tb\"]'")]
    [InlineData("CMD [\"\\x\"]", "Cmd; ShellForm '[\"\\x\"]'")]
    [InlineData("CMD [01]", "Cmd; ShellForm '[01]'")]
    [InlineData("RUN [ -f x ] && y", "Run; ShellForm '[ -f x ] && y'")]
    [InlineData("CMD [\"a\", 1, {\"b\": [null, -1.5e3]}]", "Cmd; ExecForm; String 'a'; !exec-form-string; !exec-form-string")]
    [InlineData("CMD [\"\\ud83d\\ude00\\ud83d\"]", "Cmd; ExecForm; String '\\ud83d\\ude00\ufffd'")]
    [InlineData("COPY [\"a b\", \"c\"]", "Copy; JsonSource 'a b'; JsonDestination 'c'")]
    [InlineData("VOLUME [\"/a\", \"/b\"]", "Volume; JsonItem '/a'; JsonItem '/b'")]
    [InlineData("EXPOSE [\"80\"]", "Expose; Item '[\"80\"]'; !port")]
    [InlineData("EXPOSE 80 $P 81/tcp 82-83", "Expose; Item '80'; Item '$P'; Item '81/tcp'; Item '82-83'")]
    [InlineData("SHELL [\"a\"]", "Shell; ExecForm; String 'a'")]
    [InlineData("SHELL a", "Shell; ShellForm 'a'; !shell-exec-form")]
    [InlineData("HEALTHCHECK CMD [\"a\"]", "Healthcheck; Type 'CMD'; ExecForm; String 'a'")]
    public void Exec_form(string text, string outline) => Assert.Equal(outline, Outline(text));

    [Theory]
    [InlineData("ENV a=b c=\"d e\" f='g\\' h=i\\ j", "Env; Pair; Key 'a'; Value 'b'; Pair; Key 'c'; Value '\"d e\"'; Pair; Key 'f'; Value ''g\\''; Pair; Key 'h'; Value 'i\\ j'")]
    [InlineData("ENV a b  c=d ", "Env; LegacyPair; Key 'a'; Value 'b  c=d'")]
    [InlineData("ENV a b\\\n c", "Env; LegacyPair; Key 'a'; Value 'b c'")]
    [InlineData("ENV \"a b\"=c", "Env; Pair; Key '\"a b\"'; Value 'c'")]
    [InlineData("ENV a=", "Env; Pair; Key 'a'; Value ''")]
    [InlineData("ENV a=\"b c", "Env; Pair; Key 'a'; Value '\"b c'")]
    [InlineData("ENV a=b=c", "Env; Pair; Key 'a'; Value 'b=c'")]
    [InlineData("ENV a", "Env; Pair; Key 'a'; !missing-value")]
    [InlineData("ENV a=b c", "Env; Pair; Key 'a'; Value 'b'; Pair; Key 'c'; !missing-value")]
    [InlineData("ENV =b", "Env; Pair; Key ''; Value 'b'; !blank-name")]
    [InlineData("ENV a=b\\\\\\", "Env; Pair; Key 'a'; Value 'b\\\\'")]
    [InlineData("ARG a b=c", "Arg; Pair; Key 'a'; Pair; Key 'b'; Value 'c'")]
    [InlineData("LABEL a=b", "Label; Pair; Key 'a'; Value 'b'")]
    public void Pairs(string text, string outline) => Assert.Equal(outline, Outline(text));

    [Theory]
    [InlineData("FROM a as b", "From; Image 'a'; StageName 'b'")]
    [InlineData("FROM a # c", "From; Image 'a'; !from-arguments")]
    [InlineData("FROM a AS", "From; Image 'a'; !from-arguments")]
    [InlineData("FROM a AS b c", "From; Image 'a'; StageName 'b'; !from-arguments")]
    [InlineData("FROM a AS 1b", "From; Image 'a'; StageName '1b'; !stage-name")]
    [InlineData("FROM", "From; !missing-argument")]
    [InlineData("RUN", "Run")]
    [InlineData("USER", "User; !missing-argument")]
    [InlineData("COPY a", "Copy; Source 'a'; !missing-argument")]
    [InlineData("HEALTHCHECK NONE", "Healthcheck; Type 'NONE'")]
    [InlineData("HEALTHCHECK none x", "Healthcheck; Type 'none'; ShellForm 'x'; !healthcheck-arguments")]
    [InlineData("HEALTHCHECK CMD", "Healthcheck; Type 'CMD'; !missing-argument")]
    [InlineData("HEALTHCHECK x", "Healthcheck; Type 'x'; !healthcheck-type")]
    [InlineData("ONBUILD", "Onbuild; !missing-argument")]
    [InlineData("ONBUILD ONBUILD RUN x", "Onbuild; Onbuild; !onbuild-trigger")]
    [InlineData("ONBUILD FROM x", "Onbuild; From; Image 'x'; !onbuild-trigger")]
    [InlineData("RUNN x", "Unknown; !unknown-instruction")]
    [InlineData("RUN<<E\nE", "Unknown; Unknown; !unknown-instruction; !lost-line")]
    [InlineData("\\\n", "Unknown; !unknown-instruction")]
    public void Arguments(string text, string outline) => Assert.Equal(outline, Outline(text));

    [Theory]
    // several, in order, each right behind the other
    [InlineData("RUN a <<A 3<<-B\n1\nA\n\t2\n\tB\nUSER x", "Run; ShellForm 'a <<A 3<<-B'; Heredoc 'A' at 2; Body '1\\n'; Heredoc 'B' strips-tabs fd=3 at 6; Body '2\\n'; User; Value 'x'")]
    // the terminator is the whole line, but for its line break
    [InlineData("RUN <<A\nA \n A\nA\r\nUSER x", "Run; ShellForm '<<A'; Heredoc 'A' at 0; Body 'A \\n A\\n'; User; Value 'x'")]
    // no comments and continuations in it
    [InlineData("RUN <<A\n# c\nx \\\n\nA\n", "Run; ShellForm '<<A'; Heredoc 'A' at 0; Body '# c\\nx \\\\n\\n'")]
    // the body comes behind all lines of the instruction
    [InlineData("RUN <<A && \\\n# c\n b\nx\nA", "Run; ShellForm '<<A &&  b'; Heredoc 'A' at 0; Body 'x\\n'")]
    [InlineData("RUN <<'A B' <<\\C\n1\nA B\n2\nC", "Run; ShellForm '<<'A B' <<\\C'; Heredoc 'A B' quoted at 0; Body '1\\n'; Heredoc 'C' at 8; Body '2\\n'")]
    [InlineData("RUN <<EO'F'\nEOF", "Run; ShellForm '<<EO'F''; Heredoc 'EOF' quoted at 0; Body ''")]
    [InlineData("RUN <<  A b\nA", "Run; ShellForm '<<  A b'; Heredoc 'A' at 0; Body ''")]
    [InlineData("RUN <<A>f\nA>f", "Run; ShellForm '<<A>f'; Heredoc 'A>f' at 0; Body ''")]
    [InlineData("RUN <<$A\n$A", "Run; ShellForm '<<$A'; Heredoc '$A' at 0; Body ''")]
    [InlineData("# escape=`\nRUN <<A\\ \nA \n", "Run; ShellForm '<<A\\'; Heredoc 'A ' at 0; Body ''")]
    // not heredocs
    [InlineData("RUN cat<<A\nUSER x", "Run; ShellForm 'cat<<A'; User; Value 'x'")]
    [InlineData("RUN a <<<b\nUSER x", "Run; ShellForm 'a <<<b'; User; Value 'x'")]
    [InlineData("RUN a <<- A\nUSER x", "Run; ShellForm 'a <<- A'; User; Value 'x'")]
    [InlineData("RUN a \\<<A\nUSER x", "Run; ShellForm 'a \\<<A'; User; Value 'x'")]
    [InlineData("RUN a \"<<A\"\nUSER x", "Run; ShellForm 'a \"<<A\"'; User; Value 'x'")]
    [InlineData("RUN a <<''\nUSER x", "Run; ShellForm 'a <<'''; User; Value 'x'")]
    [InlineData("CMD a <<A\nUSER x", "Cmd; ShellForm 'a <<A'; User; Value 'x'")]
    [InlineData("ONBUILD ONBUILD RUN <<A\nUSER x", "Onbuild; Onbuild; User; Value 'x'; !onbuild-trigger")]
    [InlineData("COPY [\"<<A\", \"b\"]\nUSER x", "Copy; JsonSource '<<A'; JsonDestination 'b'; User; Value 'x'")]
    // a quote that is not closed anywhere, or an expansion that BuildKit cannot read: no heredocs
    [InlineData("RUN a <<A # don't\nUSER x", "Run; ShellForm 'a <<A # don't'; User; Value 'x'")]
    [InlineData("RUN a ${#b} <<A\nUSER x", "Run; ShellForm 'a ${#b} <<A'; User; Value 'x'")]
    [InlineData("RUN a ${b^^} <<A\nUSER x", "Run; ShellForm 'a ${b^^} <<A'; User; Value 'x'")]
    [InlineData("RUN <<E${a:-b}\nUSER x", "Run; ShellForm '<<E${a:-b}'; User; Value 'x'")]
    // arithmetic looks like one
    [InlineData("RUN echo $((1 << 2))\nUSER x", "Run; ShellForm 'echo $((1 << 2))'; Heredoc '2))' unterminated at 10; Body 'USER x'; !unterminated-heredoc")]
    [InlineData("ONBUILD RUN --mount=a <<A\nx\nA\nUSER x", "Onbuild; Run; Flag 'mount' 'a'; ShellForm '<<A'; Heredoc 'A' at 0; Body 'x\\n'; User; Value 'x'")]
    [InlineData("COPY <<A <<B /d\n1\nA\n2\nB", "Copy; Source '<<A'; Source '<<B'; Destination '/d'; Heredoc 'A' at 0; Body '1\\n'; Heredoc 'B' at 4; Body '2\\n'")]
    [InlineData("COPY a <<B\nB", "Copy; Source 'a'; Destination '<<B'; Heredoc 'B' at 2; Body ''; !heredoc-destination")]
    [InlineData("# escape=`\nRUN `<<A <<B\nB", "Run; ShellForm '`<<A <<B'; Heredoc 'B' at 5; Body ''")]
    [InlineData("RUN <<A\nx", "Run; ShellForm '<<A'; Heredoc 'A' unterminated at 0; Body 'x'; !unterminated-heredoc")]
    [InlineData("RUN <<A <<B", "Run; ShellForm '<<A <<B'; Heredoc 'A' unterminated at 0; Body ''; Heredoc 'B' unterminated at 4; Body ''; !unterminated-heredoc")]
    public void Heredocs(string text, string outline) => Assert.Equal(outline, Outline(text));

    [Theory]
    [InlineData(65_535, 0)]
    [InlineData(65_536, 1)]
    public void Lines_have_a_longest_length(int length, int diagnostics)
    {
        var tree = DockerfileSyntax.Parse("RUN " + new string('x', length - 4) + "\nUSER a\n");
        Assert.Equal(diagnostics, tree.Diagnostics.Count(d => d.Code == "line-too-long"));
    }

    [Fact]
    public void Every_instruction_has_its_class() =>
        Assert.All(SyntaxFacts.Keywords, keyword =>
        {
            var instruction = DockerfileSyntax.Parse(keyword.ToLowerInvariant() + " x").GetInstruction(0);
            Assert.Equal(keyword, instruction.Kind.ToString().ToUpperInvariant());
            Assert.StartsWith(instruction.Kind.ToString(), instruction.GetType().Name, StringComparison.Ordinal);
        });

    [Fact]
    public void Comments_stand_before_and_within_an_instruction()
    {
        var run = DockerfileSyntax.Parse("# syntax=a\n# one\n\n  #two \nRUN a \\\n # three\n\n b\n# four").GetInstruction(0);
        Assert.Equal(["one", "two"], run.LeadingComments.Select(c => c.Text));
        Assert.Equal(["three"], run.InnerComments.Select(c => c.Text));
        Assert.Single(run.BlankContinuationLines);
        Assert.Equal(["four"], run.Tree.TrailingComments.Select(c => c.Text));
    }

    /// <summary>The tree without tokens and spans; double quotes around texts become single ones.</summary>
    private static string Outline(string text)
    {
        var tree = DockerfileSyntax.Parse(text);
        TreeAssert.IsSound(tree, text);
        var lines = SyntaxTreePrinter.Print(tree, withTrivia: false).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1).Select(l => l.Trim()).Where(l => !l.StartsWith('\'') && !l.StartsWith("Directive", StringComparison.Ordinal))
            .Select(l => l.StartsWith('!') ? "!" + l.Split(' ')[1] : Unquote(Spans().Replace(l, string.Empty)));
        return string.Join("; ", lines);
    }

    private static string Unquote(string line) =>
        Quoted().Replace(line, m => "'" + m.Groups[1].Value.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal) + "'");

    [GeneratedRegex(@" \[\d+\.\.\d+\)")]
    private static partial Regex Spans();

    [GeneratedRegex("\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Quoted();
}
