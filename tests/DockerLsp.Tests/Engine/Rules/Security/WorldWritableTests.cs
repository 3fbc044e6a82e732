namespace DockerLsp.Tests.Engine.Rules.Security;

public sealed class WorldWritableTests
{
    private static Verification Rule => Verify.Only("DLS4005");

    [Theory]
    [InlineData("FROM debian:12\nRUN chmod [|777|] /a")]
    [InlineData("FROM debian:12\nRUN chmod -R [|0777|] /a")]
    [InlineData("FROM debian:12\nRUN chmod [|666|] a b")]
    [InlineData("FROM debian:12\nRUN chmod [|a+rwx|] /a")]
    [InlineData("FROM debian:12\nRUN chmod [|u=rwx,o+w|] /a")]
    [InlineData("FROM debian:12\nRUN mkdir -p -m [|777|] /a")]
    [InlineData("FROM debian:12\nCOPY --chmod=[|777|] a /a")]
    [InlineData("FROM debian:12\nADD --chmod=[|0666|] a.tgz /a")]
    [InlineData("FROM debian:12\nONBUILD RUN chmod [|777|] /a")]
    [InlineData("FROM debian:12\nRUN <<EOF\nchmod [|777|] /a\nEOF")]
    [InlineData("FROM debian:12 AS a\nRUN chmod [|777|] /a\nFROM a\nRUN chmod [|666|] /a")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("FROM debian:12\nRUN chmod 755 /a")]
    [InlineData("FROM debian:12\nRUN chmod 1777 /tmp")]
    [InlineData("FROM debian:12\nRUN chmod +x /a")]
    [InlineData("FROM debian:12\nRUN chmod +w /a")]
    [InlineData("FROM debian:12\nRUN chmod u+w,g+w /a")]
    [InlineData("FROM debian:12\nRUN chmod o-w /a")]
    [InlineData("FROM debian:12\nRUN chmod $MODE /a")]
    [InlineData("FROM debian:12\nRUN chmod --reference=b a")]
    [InlineData("FROM debian:12\nCOPY --chmod=755 a /a")]
    [InlineData("FROM debian:12\nRUN echo chmod 777")]
    [InlineData("FROM debian:12\nRUN chmod a+w,+t /a")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);

    [Fact]
    public void Says_what_happens() => Rule.Finds("FROM debian:12\nRUN chmod [|777|] /a")
        .Says("Lets every user change what is there, one who broke into the container too; the owner or group that needs it is enough");

    [Theory]
    [InlineData("FROM debian:12\nRUN chmod -R [|777|] /a", "FROM debian:12\nRUN chmod -R 775 /a")]
    [InlineData("FROM debian:12\nCOPY --chmod=[|0666|] a /a", "FROM debian:12\nCOPY --chmod=0664 a /a")]
    public void Offers_a_change(string file, string expected) => Rule.Finds(file).Unsafe("(", expected);
}
