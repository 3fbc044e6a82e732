namespace DockerLsp.Tests.Engine.Rules.Style;

public sealed class UnsortedPackagesTests
{
    private static Verification Rule => Verify.Only("DLS5001");

    [Theory]
    [InlineData("FROM debian:12\nRUN apt-get install -y \\\n    [|b|] \\\n    c \\\n    a")]
    [InlineData("FROM debian:12\nRUN apt-get install -y \\\n    a \\\n    [|c|] \\\n    b=1.0")]
    [InlineData("FROM alpine:3.20\nRUN apk add --no-cache \\\n  [|b|] \\\n  a \\\n  c")]
    [InlineData("FROM debian:12\nONBUILD RUN apt-get install -y \\\n    [|c|] \\\n    b \\\n    a")]
    [InlineData("FROM debian:12\nRUN <<EOF\napt-get install -y \\\n  [|c|] \\\n  b \\\n  a\nEOF")]
    [InlineData("FROM debian:12 AS a\nRUN apt-get install -y \\\n    [|c|] \\\n    b \\\n    a\nFROM a")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("FROM debian:12\nRUN apt-get install -y \\\n    a \\\n    b \\\n    c")]
    [InlineData("FROM debian:12\nRUN apt-get install -y c b a")]
    [InlineData("FROM debian:12\nRUN apt-get install -y \\\n    b \\\n    a")]
    [InlineData("FROM debian:12\nRUN apt-get install -y \\\n    $C \\\n    $B \\\n    $A")]
    [InlineData("FROM debian:12\nRUN apt-get install -y \\\n    c \\\n    # why\n    b \\\n    a")]
    [InlineData("FROM debian:12\nRUN apt-get remove -y \\\n    c \\\n    b \\\n    a")]
    [InlineData("FROM debian:12\nRUN pip install \\\n    c \\\n    b \\\n    a")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);

    [Theory]
    [InlineData("FROM debian:12\nRUN apt-get install -y \\\n    [|c|] \\\n    b \\\n    a && make", "FROM debian:12\nRUN apt-get install -y \\\n    a \\\n    b \\\n    c && make")]
    public void Offers_a_change(string file, string expected) => Rule.Finds(file).Unsafe("(", expected);
}
