using System.Diagnostics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Engine.Shell;

public sealed class ShellHostileInputTests
{
    public static TheoryData<string, int> Repeated => new()
    {
        { "(", 10_000 }, { "$(", 10_000 }, { "$((", 10_000 }, { "((", 10_000 }, { "`\\\\", 10_000 }, { "\"${a:-", 10_000 }, { "${", 10_000 },
        { "{ ", 10_000 }, { "if a; then ", 10_000 }, { "f() ", 10_000 }, { "[[ ( ", 10_000 }, { "a=(", 10_000 }, { "<(", 10_000 },
        { "{a,", 10_000 }, { "${a[", 10_000 }, { "coproc ", 10_000 }, { "! ", 10_000 }, { "case x in a) ", 10_000 },
    };

    [Theory]
    [MemberData(nameof(Repeated))]
    public void Deep_nesting_is_an_error_and_no_crash(string piece, int count)
    {
        var text = string.Concat(Enumerable.Repeat(piece, count));
        foreach (var dialect in new[] { ShellDialect.Dash, ShellDialect.BusyBoxAsh, ShellDialect.Bash, ShellDialect.Posix })
        {
            ShellScript? script = null;
            // A small stack, as a server's threads may have.
            var thread = new Thread(() => script = ShellParser.Parse(MappedText.Contiguous(text, 0), dialect), 1 << 20);
            thread.Start();
            Assert.True(thread.Join(TimeSpan.FromSeconds(30)));
            Assert.NotNull(script);
            Assert.Equal(text, string.Concat(script.ReadTokens().Select(t => text.Substring(t.Span.Start, t.Span.Length))));
        }
    }

    [Fact]
    public void Too_deep_says_so()
    {
        var script = ShellParser.Parse(MappedText.Contiguous(new string('(', 1000), 0), ShellDialect.Dash);
        Assert.Equal("Nested too deeply", Assert.Single(script.Errors).Message);
        Assert.Equal(ShellTokenKind.Bad, script.ReadTokens()[^1].Kind);
        Assert.True(script.ReadTokens()[^1].Span.Length > 700);
    }

    public static TheoryData<string, string, string> Long => new()
    {
        { "", "a", "" }, { "", "a b\n", "" }, { "", "a && ", "a" }, { "", "[", "" }, { "", "{", "" }, { "", "{,", "" }, { "a", "[", "]" },
        { "", "a[;", "" }, { "", "a[", "" }, { "", "$((a); b) ", "" }, { "", "((a); b);", "" }, { "cat <<A\n", "$(\n", "A\n" }, { "cat <<A\n", "x\\\n", "A\n" },
        { "", "<<A ", "\n" }, { "", "cat <<A\nx\n", "" }, { "a=", "~:", "" }, { "", "\\\n", "" }, { "", ") ", "" }, { "`", "\\`", "`" }, { "", "`", "" },
        { "[[ a = ", "@(", "" }, { "$(", "a;", ")" }, { "\"", "$", "\"" }, { "case x in ", "a) b;; ", "esac" }, { "if a; then b; ", "elif a; then b; ", "fi" },
    };

    [Theory]
    [MemberData(nameof(Long))]
    public void Time_grows_with_the_length(string head, string piece, string tail)
    {
        foreach (var dialect in new[] { ShellDialect.Dash, ShellDialect.Bash, ShellDialect.Posix })
        {
            var small = Measure(16_000, dialect);
            var large = Measure(256_000, dialect);
            // Sixteen times the text: quadratic would be 256 times the time. The sum forgives a busy machine.
            Assert.True(large < (small * 100) + 1000, $"{dialect}: {small} ms, {large} ms");
        }

        double Measure(int length, ShellDialect dialect)
        {
            var text = MappedText.Contiguous(head + string.Concat(Enumerable.Repeat(piece, length / piece.Length)) + tail, 0);
            var watch = Stopwatch.StartNew();
            ShellParser.Parse(text, dialect);
            return watch.Elapsed.TotalMilliseconds;
        }
    }

    [Fact]
    public void Only_shells_of_the_POSIX_family_are_parsed() =>
        Assert.Throws<ArgumentException>(() => ShellParser.Parse(MappedText.Contiguous("a", 0), ShellDialect.PowerShell));
}
