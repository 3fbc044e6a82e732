namespace DockerLsp.Tests.Engine.Rules.Files;

public sealed class CopyFromItselfTests
{
    private static Verification Rule => Verify.Only("DL3023");

    [Theory]
    [InlineData("FROM a:1 AS x\nCOPY --from=[|x|] /a /b")]
    [InlineData("FROM a:1 AS x\nCOPY --from=[|X|] /a /b")]
    [InlineData("FROM a:1\nCOPY --from=[|0|] /a /b")]
    [InlineData("FROM a:1\nFROM b:1\nCOPY --from=[|1|] /a /b")]
    [InlineData("FROM a:1 AS x\nONBUILD COPY --from=[|x|] /a /b")]
    [InlineData("FROM a:1 AS x\nCOPY --chown=1 --from=[|x|] /a /b")]
    public void Is_itself(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM a:1 AS x\nFROM b:1 AS y\nCOPY --from=x /a /b")]
    [InlineData("FROM a:1\nFROM b:1\nCOPY --from=0 /a /b")]
    [InlineData("FROM a:1 AS x\nCOPY x /b")]
    [InlineData("FROM a:1 AS x\nFROM b:1 AS x\nCOPY --from=x /a /b")]
    [InlineData("FROM a:1\nCOPY --from=a:1 /a /b")]
    [InlineData("FROM a:1 AS x\nRUN --mount=type=bind,from=y,target=/m true")]
    public void Is_another(string dockerfile) => Rule.FindsNothing(dockerfile);
}
