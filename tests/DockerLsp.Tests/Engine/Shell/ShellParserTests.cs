using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Engine.Shell;

public sealed class ShellParserTests
{
    [Theory]
    [InlineData("", "(list)")]
    [InlineData("a b c", "(cmd a b c)")]
    [InlineData("a; b & c\nd", "(list (cmd a) (cmd b) & (cmd c) (cmd d))")]
    [InlineData("a && b || c | d", "(and-or (cmd a) && (cmd b) || (pipe (cmd c) (cmd d)))")]
    [InlineData("! a | b", "(! (pipe (cmd a) (cmd b)))")]
    [InlineData("a=1 b= c=x:~/y d", "(cmd (= a 1) (= b) (= c (word x: (tilde ~) /y)) d)")]
    [InlineData(">f a 2>&1 b <g", "(cmd (> f) a (2>& 1) b (< g))")]
    [InlineData("{ a; b; } >f", "(group (list (cmd a) (cmd b)) (> f))")]
    [InlineData("(a; b &)", "(subshell (list (cmd a) (cmd b) &))")]
    [InlineData("if a; then b; elif c; then d; else e; fi", "(if (when (cmd a) (cmd b)) (when (cmd c) (cmd d)) (cmd e))")]
    [InlineData("for x in a *.b; do c; done", "(for x (a (word (glob *) .b)) (cmd c))")]
    [InlineData("for x; do c; done", "(for x (cmd c))")]
    [InlineData("while a; do b; done <f", "(while (cmd a) (cmd b) (< f))")]
    [InlineData("until a; do b; done", "(until (cmd a) (cmd b))")]
    [InlineData("case $x in (a|'b') c;; *) d; esac", "(case $x (item (a (' b)) (cmd c)) (item ((glob *)) (cmd d)))")]
    [InlineData("f() { a; }", "(function f (group (cmd a)))")]
    [InlineData("echo if then {", "(cmd echo if then {)")]
    [InlineData("'if' a", "(cmd (' if) a)")]
    [InlineData("a#b #c\n#d", "(cmd a#b)")]
    [InlineData("a\\\nb \\\n c", "(cmd ab c)")]
    [InlineData("a \"b $c \\$ `d`\" 'e'\\ f", "(cmd a (\" «b » $c « » (\\ $) « » (` (cmd d))) (word (' e) (\\ « ») f))")]
    [InlineData("a $b ${c} ${d:-e f} ${#g} ${h##*/} $1 $? ${10}", "(cmd a $b ${c} ${d :- «e f»} ${#g} ${h ## */} $1 $? ${10})")]
    [InlineData("a ${b:-$(c)}", "(cmd a ${b :- ($ (cmd c))})")]
    [InlineData("a $((1 + $b)) $(c; d)", "(cmd a ($(( «1 + $b» $b) ($ (list (cmd c) (cmd d))))")]
    [InlineData("a `b \\`c\\``", "(cmd a (` (cmd b (` (cmd c)))))")]
    [InlineData("a ~ ~b/c d~ '~'", "(cmd a (tilde ~) (word (tilde ~b) /c) d~ (' ~))")]
    [InlineData("a {b,c} {1..3} {d} {e", "(cmd a (brace {b,c}) (brace {1..3}) {d} {e)")]
    [InlineData("a x{b,{$c,d}}y", "(cmd a (word x (brace {b, (brace { $c ,d}) }) y))")]
    [InlineData("a [b-c]? [ \"*\" ]", "(cmd a (word (glob [b-c]) (glob ?)) [ (\" *) ])")]
    [InlineData("a <<A <<-\"B\" && c\n$x $(y)\nA\n\tz\n\tB\nd", "(list (and-or (cmd a (<< A (body $x ($ (cmd y)))) (<<- (\" B) (literal))) && (cmd c)) (cmd d))")]
    [InlineData("a $(b <<A\nc)\nA\n) d", "(cmd a ($ (cmd b (<< A (body)))) d)")]
    public void Every_shell_reads_the_same(string script, string tree)
    {
        foreach (var dialect in new[] { ShellDialect.Dash, ShellDialect.BusyBoxAsh, ShellDialect.Bash, ShellDialect.Posix })
        {
            var parsed = Parse(script, dialect);
            Assert.Empty(parsed.Errors);
            Assert.Equal(tree, ShellTreePrinter.Print(parsed.Body));
        }
    }

    [Theory]
    [InlineData("a &> f", "(list (cmd a) & (cmd (> f)))", "(cmd a (&> f))", "(cmd a (&> f))")]
    [InlineData("[[ a && b ]]", "(and-or (cmd [[ a) && (cmd b ]]))", "(cmd [[ a && b ]])", "([[ a && b)")]
    [InlineData("a $'b\\n'", "(cmd a (word $ (' b\\n)))", "(cmd a ($' «b\\n»))", "(cmd a ($' «b\\n»))")]
    [InlineData("a $\"b\"", "(cmd a (word $ (\" b)))", "(cmd a (word $ (\" b)))", "(cmd a (\" b))")]
    [InlineData("((a)) ", "(subshell (subshell (cmd a)))", "(subshell (subshell (cmd a)))", "((( a)")]
    [InlineData("a 12>f", "(cmd a 12 (> f))", "(cmd a (12> f))", "(cmd a (12> f))")]
    [InlineData("a {b}>f", "(cmd a {b} (> f))", "(cmd a {b} (> f))", "(cmd a ({b}> f))")]
    [InlineData("a+=b c", "(cmd a+=b c)", "(cmd a+=b c)", "(cmd (+= a b) c)")]
    [InlineData("a[1]=b", "(cmd (word a (glob [1]) =b))", "(cmd (word a (glob [1]) =b))", "(cmd (= a[1] b))")]
    [InlineData("time a | b", "(pipe (cmd time a) (cmd b))", "(pipe (cmd time a) (cmd b))", "(time (pipe (cmd a) (cmd b)))")]
    [InlineData("coproc a", "(cmd coproc a)", "(cmd coproc a)", "(coproc (cmd a))")]
    [InlineData("a $[1]", "(cmd a (word $ (glob [1])))", "(cmd a (word $ (glob [1])))", "(cmd a ($(( 1))")]
    public void Shells_read_differently(string script, string dash, string ash, string bash)
    {
        Assert.Equal(dash, Print(script, ShellDialect.Dash));
        Assert.Equal(ash, Print(script, ShellDialect.BusyBoxAsh));
        Assert.Equal(bash, Print(script, ShellDialect.Bash));
        Assert.NotEmpty(Parse(script, ShellDialect.Posix).Errors);
    }

    [Theory]
    [InlineData("a |& b", "(pipe (cmd a) |& (cmd b))")]
    [InlineData("a <<<\"$b\"", "(cmd a (<<< (\" $b)))")]
    [InlineData("a < <(b) >(c)", "(cmd a (< (<( (cmd b))) (>( (cmd c)))")]
    [InlineData("a=(b \"c\" [d]=$e) f", "(cmd (= a (array b (\" c) (word [d]= $e))) f)")]
    [InlineData("export a=(b) c", "(cmd export (word a= (array b)) c)")]
    [InlineData("a[$i]+=b", "(cmd (+= a[$i] b))")]
    [InlineData("[[ -f a && ( $b =~ ^(c|d e)$ || ! $f < g ) ]]", "([[ -f a && «(» $b =~ «^(c|d e)$» || ! $f < g «)»)")]
    [InlineData("[[ a == @(b|c)* ]]", "([[ a == (word (glob «@(b|c)») (glob *)))")]
    [InlineData("((a)); ((b); (c))", "(list ((( a) (subshell (list (subshell (cmd b)) (subshell (cmd c)))))")]
    [InlineData("a $((b); (c))", "(cmd a ($ (list (subshell (cmd b)) (subshell (cmd c)))))")]
    [InlineData("for ((i=0;i<3;i++)); do a; done", "(for ($(( i=0;i<3;i++) (cmd a))")]
    [InlineData("select x in a b; do c; done", "(select x (a b) (cmd c))")]
    [InlineData("function f-g { a; }", "(function f-g (group (cmd a)))")]
    [InlineData("coproc N { a; }", "(coproc N: (group (cmd a)))")]
    [InlineData("case a in b) c;& d) e;;& esac", "(case a (item;& (b) (cmd c)) (item;;& (d) (cmd e)))")]
    [InlineData("a ${!b} ${c[@]} ${d//e/f} ${g^^} ${h:1:2} ${#i[@]}", "(cmd a ${!b} ${c[@]} ${d // e/f} ${g ^^ (word)} ${h : 1:2} ${#i[@]})")]
    public void Bash_reads_more(string script, string tree)
    {
        Assert.Empty(Parse(script, ShellDialect.Bash).Errors);
        Assert.Equal(tree, Print(script, ShellDialect.Bash));
    }

    [Theory]
    [InlineData("a) b; c", "(list (cmd a) (bad) (cmd b) (cmd c))")]
    [InlineData("a && && b; c", "(list (and-or (cmd a) && (bad) && (cmd b)) (cmd c))")]
    [InlineData("if a; then b", "(if (when (cmd a) (cmd b)))")]
    [InlineData("a $(b", "(cmd a ($ (cmd b)))")]
    [InlineData("a \"b", "(cmd a (\" b))")]
    [InlineData("(a) b\nc", "(list (subshell (cmd a)) (bad) (cmd c))")]
    [InlineData("a <<B\nc $d", "(cmd a (<< B (body $d unterminated)))")]
    public void What_does_not_parse_still_gives_a_tree(string script, string tree)
    {
        Assert.NotEmpty(Parse(script, ShellDialect.Dash).Errors);
        Assert.Equal(tree, Print(script, ShellDialect.Dash));
    }

    [Fact]
    public void Words_know_their_constant_value()
    {
        var script = Parse("a'b'\"c\"\\d $e f* \"\" x$'\\t\\x41\\u00e9'", ShellDialect.Bash);
        var words = Assert.IsType<ShellSimpleCommand>(script.Body.Statements[0].AndOr.Pipelines[0].Commands[0]).Words;
        Assert.Equal(["abcd", null, "f*", "", "x\tAé"], words.Select(w => w.ConstantValue));
        Assert.Equal([true, false, false, true, true], words.Select(w => w.IsQuoted));
    }

    [Fact]
    public void Spans_within_escaped_backquotes_count_in_the_script()
    {
        const string text = "a \"`b \\\"$c\\\" \\`d e\\``\"";
        var script = Parse(text, ShellDialect.Dash);
        var commands = script.Body.DescendantsAndSelf().OfType<ShellSimpleCommand>().Select(script.ToString);
        Assert.Equal([text, "b \\\"$c\\\" \\`d e\\`", "d e"], commands);
        Assert.Contains("$c", script.Body.DescendantsAndSelf().OfType<ShellParameter>().Select(script.ToString));
    }

    [Fact]
    public void Heredocs_know_their_places()
    {
        const string text = "cat <<A; b\nx\ny\nA\nc";
        var script = Parse(text, ShellDialect.Dash);
        var heredoc = Assert.Single(script.Body.DescendantsAndSelf().OfType<ShellHeredocBody>());
        Assert.Equal("x\ny\n", text.Substring(heredoc.BodySpan.Start, heredoc.BodySpan.Length));
        Assert.Equal("x\ny\nA", script.ToString(heredoc));
        Assert.True(heredoc.IsTerminated);
        Assert.Equal(["cat <<A", "b", "c"], script.Body.Statements.Select(script.ToString));
    }

    [Fact]
    public void Nodes_map_to_the_source_through_continuations()
    {
        var text = new MappedText.Builder().Append("a && ", 4).Append("b c", 20).ToMappedText();
        var script = ShellParser.Parse(text, ShellDialect.Dash);
        Assert.Equal(new TextSpan(20, 3), script.SourceSpan(script.Body.Statements[0].AndOr.Pipelines[1]));
    }

    private static string Print(string script, ShellDialect dialect) => ShellTreePrinter.Print(Parse(script, dialect).Body);

    private static ShellScript Parse(string script, ShellDialect dialect) => ShellParser.Parse(MappedText.Contiguous(script, 0), dialect);
}
