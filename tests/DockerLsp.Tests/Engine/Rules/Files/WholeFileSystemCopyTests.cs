namespace DockerLsp.Tests.Engine.Rules.Files;

public sealed class WholeFileSystemCopyTests
{
    private static Verification Rule => Verify.Only("DL3067");

    [Theory]
    [InlineData("FROM a:1 AS x\nFROM scratch\nCOPY --from=x [|/|] /")]
    [InlineData("FROM scratch\nCOPY --from=a:1 [|/|] /")]
    [InlineData("FROM a:1\nFROM scratch\nCOPY --from=0 --link [|/|] /")]
    [InlineData("FROM scratch\nCOPY --from=a:1 [|\"/\"|] \"/\"")]
    [InlineData("FROM scratch\nCOPY --from=a:1 [[|\"/\"|], \"/\"]")]
    [InlineData("FROM scratch\nONBUILD COPY --from=a:1 [|/|] /")]
    public void Copies_everything(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM scratch\nCOPY / /")]
    [InlineData("FROM scratch\nCOPY --from=a:1 /usr /usr")]
    [InlineData("FROM scratch\nCOPY --from=a:1 / /rootfs")]
    [InlineData("FROM scratch\nCOPY --from=a:1 /app /")]
    [InlineData("FROM scratch\nADD a.tar /")]
    [InlineData("FROM scratch\nCOPY --from=a:1 / /a /")]
    public void Copies_some(string dockerfile) => Rule.FindsNothing(dockerfile);
}
