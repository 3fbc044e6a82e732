namespace DockerLsp.Tests.Engine.Rules.Commands;

public sealed class CurlAndWgetTests
{
    private static Verification Rule => Verify.Only("DL4001");

    [Fact]
    public void In_one_step() => Rule.Finds("FROM debian:12\nRUN curl -fO https://example.com/a && [|wget|] -q https://example.com/b && curl -f x")
        .Says("Downloads with wget where line 2 does so with curl: the stage needs both")
        .Refused();

    [Fact]
    public void In_two_steps() => Rule.Finds("FROM debian:12\nRUN wget -q https://example.com/a\nRUN [|curl|] -f https://example.com/b\nRUN curl -f https://example.com/c");

    [Fact]
    public void In_a_heredoc() => Rule.Finds("FROM debian:12\nRUN <<EOF\nwget -q a\n[|curl|] -f b\nEOF");

    [Fact]
    public void In_triggers() => Rule.Finds("FROM debian:12\nONBUILD RUN wget -q a\nONBUILD RUN [|curl|] -f b");

    [Fact]
    public void In_each_of_two_stages() => Rule.Finds("FROM debian:12 AS a\nRUN wget -q a\nRUN [|curl|] -f b\nFROM debian:12\nRUN curl -f b\nRUN [|wget|] -q a");

    [Fact]
    public void In_a_substitution() => Rule.Finds("FROM debian:12\nRUN wget -q a\nRUN V=$([|curl|] -f b) && echo $V");

    [Fact]
    public void In_different_stages() => Rule.FindsNothing("FROM debian:12 AS a\nRUN wget -q a\nFROM a\nRUN curl -f b");

    [Theory]
    [InlineData("curl a && curl b")]
    [InlineData("wget a; wget b")]
    [InlineData("apt-get install -y curl wget && curl a")]
    [InlineData("echo curl && wget a")]
    [InlineData("which curl && wget a")]
    public void Is_one_program(string command) => Rule.FindsNothing($"FROM debian:12\nRUN {command}");
}
