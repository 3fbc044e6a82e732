namespace DockerLsp.Tests.Engine.Rules.Security;

public sealed class PipedDownloadTests
{
    private static Verification Rule => Verify.Only("DLS4003");

    [Theory]
    [InlineData("FROM debian:12\nRUN curl -fsSL https://example.com | [|sh|]")]
    [InlineData("FROM debian:12\nRUN wget -qO- https://example.com | [|bash|] -")]
    [InlineData("FROM debian:12\nRUN curl https://example.com | [|bash|] -s -- --yes")]
    [InlineData("FROM debian:12\nRUN curl https://example.com | sudo -E [|bash|] -")]
    [InlineData("FROM debian:12\nRUN curl https://example.com | [|python3|] -")]
    [InlineData("FROM debian:12\nRUN [|sh|] -c \"$(curl -fsSL https://example.com)\"")]
    [InlineData("FROM fedora:40\nRUN [|bash|] <(curl -s https://example.com)")]
    [InlineData("FROM debian:12\nRUN curl https://example.com | gunzip | [|sh|]")]
    [InlineData("FROM debian:12\nRUN curl -o - -L https://example.com | [|bash|]")]
    [InlineData("FROM debian:12\nONBUILD RUN curl https://example.com | [|sh|]")]
    [InlineData("FROM debian:12\nRUN <<EOF\ncurl https://example.com | [|sh|]\nEOF")]
    [InlineData("FROM debian:12 AS a\nRUN curl https://example.com | [|sh|]\nFROM a\nRUN curl https://example.com | [|bash|]")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("FROM debian:12\nRUN curl https://example.com | tar xz")]
    [InlineData("FROM debian:12\nRUN curl https://example.com | python3 -c 'import json'")]
    [InlineData("FROM debian:12\nRUN curl https://example.com | python3 read.py")]
    [InlineData("FROM debian:12\nRUN curl -o a https://example.com && sh a")]
    [InlineData("FROM debian:12\nRUN cat a | sh")]
    [InlineData("FROM debian:12\nRUN sh -c \"$(cat a)\"")]
    [InlineData("FROM debian:12\nRUN curl https://example.com | tee a")]
    [InlineData("FROM debian:12\nRUN curl -fsSL -o /usr/local/bin/wp https://example.com | bash")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);

    [Fact]
    public void Says_what_happens() => Rule.Finds("FROM debian:12\nRUN curl https://example.com | [|sh|]")
        .Says("Runs whatever the server sends on the day of the build; in a file its checksum can be compared first");
}
