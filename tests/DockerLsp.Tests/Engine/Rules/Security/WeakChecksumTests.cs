namespace DockerLsp.Tests.Engine.Rules.Security;

public sealed class WeakChecksumTests
{
    private static Verification Rule => Verify.Only("DLS4016");

    [Theory]
    [InlineData("FROM debian:12\nRUN echo \"$SUM a\" | [|md5sum|] -c -")]
    [InlineData("FROM debian:12\nRUN [|sha1sum|] --check sums")]
    [InlineData("FROM debian:12\nRUN [|sha1sum|] -sc sums")]
    [InlineData("FROM debian:12\nRUN a && echo x | [|md5sum|] -c")]
    [InlineData("FROM debian:12\nONBUILD RUN [|md5sum|] -c sums")]
    [InlineData("FROM debian:12\nRUN <<EOF\n[|sha1sum|] -c sums\nEOF")]
    [InlineData("FROM debian:12 AS a\nRUN [|md5sum|] -c s\nFROM a")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("FROM debian:12\nRUN sha256sum -c sums")]
    [InlineData("FROM debian:12\nRUN md5sum a > sums")]
    [InlineData("FROM debian:12\nRUN sha1sum a b")]
    [InlineData("FROM debian:12\nRUN echo md5sum -c")]
    [InlineData("FROM debian:12\nRUN apt-get install -y md5sum")]
    [InlineData("FROM debian:12\nCMD [\"md5sum\", \"-c\"]")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);
}
