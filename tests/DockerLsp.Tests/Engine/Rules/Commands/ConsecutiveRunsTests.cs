namespace DockerLsp.Tests.Engine.Rules.Commands;

public sealed class ConsecutiveRunsTests
{
    private static Verification Rule => Verify.Only("DL3059");

    [Fact]
    public void Two_short_steps() => Rule.Finds("FROM debian:12\nRUN mkdir /a\n[|RUN|] mkdir /b")
        .Says("Makes a layer of its own behind that of line 2; one RUN for both makes one")
        .Unsafe("both then run again together", "FROM debian:12\nRUN mkdir /a \\\n    && mkdir /b");

    [Fact]
    public void Is_joined_by_nobody_but_the_author()
    {
        var text = DockerLsp.Engine.Text.SourceText.From("FROM debian:12\nRUN mkdir /a\nRUN mkdir /b\n");
        Assert.Same(text, DockerLsp.Engine.DockerfileAnalysis.FixAll(text, DockerLsp.Engine.Configuration.AnalysisOptions.Default, includeUnsafe: true).Text);
    }

    [Fact]
    public void A_comment_between() => Rule.Finds("FROM debian:12\nRUN mkdir /a\n# And another.\n[|RUN|] mkdir /b")
        .Unsafe("both then run again together", "FROM debian:12\nRUN mkdir /a \\\n    # And another.\n    && mkdir /b");

    [Fact]
    public void A_directory_would_carry_over() => Rule.Finds("FROM debian:12\nRUN cd /a && make\n[|RUN|] ls")
        .Refused("`cd /a` in line 2 would carry over")
        .Unsafe("in a subshell", "FROM debian:12\nRUN ( cd /a && make ) \\\n    && ls");

    [Fact]
    public void An_exit_ends_a_subshell_only() => Rule.Finds("FROM debian:12\nRUN test -e /a && exit 0\n[|RUN|] ls; pwd;")
        .Refused("`exit 0` in line 2 would keep the next step from running")
        .Unsafe("in a subshell", "FROM debian:12\nRUN ( test -e /a && exit 0 ) \\\n    && { ls; pwd; }");

    [Fact]
    public void Errexit_gets_lost_in_a_subshell() => Rule.Finds("FROM debian:12\nRUN set -e; cd /a\n[|RUN|] ls").Refused();

    [Fact]
    public void Three() => Rule.Finds("FROM debian:12\nRUN mkdir /a\n[|RUN|] mkdir /b\n[|RUN|] mkdir /c && mkdir /d");

    [Fact]
    public void Equal_flags() => Rule.Finds("FROM debian:12\nRUN --network=none mkdir /a\n[|RUN|] --network=none mkdir /b");

    [Fact]
    public void In_triggers() => Rule.Finds("FROM debian:12\nONBUILD RUN mkdir /a\nONBUILD [|RUN|] mkdir /b").Refused();

    [Fact]
    public void A_heredoc() => Rule.Finds("FROM debian:12\nRUN mkdir /a\n[|RUN|] <<EOF\nmkdir /b\nEOF").Refused("heredoc");

    [Fact]
    public void In_two_stages() => Rule.Finds("FROM debian:12 AS a\nRUN mkdir /a\n[|RUN|] mkdir /b\nFROM a\nRUN mkdir /c");

    [Theory]
    [InlineData("RUN mkdir /a && mkdir /b && mkdir /c\nRUN mkdir /d")]
    [InlineData("RUN mkdir /d\nRUN mkdir /a && mkdir /b && mkdir /c")]
    [InlineData("RUN mkdir /a\nENV A=1\nRUN mkdir /b")]
    [InlineData("RUN mkdir /a\nRUN --network=none mkdir /b")]
    [InlineData("RUN mkdir /a\nONBUILD RUN mkdir /b")]
    [InlineData("RUN mkdir /a\nUSER app\nRUN mkdir /b")]
    [InlineData("RUN mkdir /a\nFROM debian:12\nRUN mkdir /b")]
    [InlineData("RUN mkdir /a")]
    public void Stands_apart(string command) => Rule.FindsNothing("FROM debian:12\n" + command);
}
