namespace DockerLsp.Tests.Engine.Rules.Images;

public sealed class ReservedStageNameTests
{
    private static Verification Rule => Verify.Only("DL3063");

    [Theory]
    [InlineData("FROM debian:12 AS [|scratch|]")]
    [InlineData("FROM debian:12 AS [|context|]")]
    [InlineData("FROM debian:12 AS [|Context|]")]
    [InlineData("FROM debian:12 AS [|SCRATCH|]\nFROM debian:12")]
    [InlineData("FROM scratch AS [|scratch|]")]
    [InlineData("FROM debian:12 as [|context|]\nFROM debian:12 as [|scratch|]")]
    public void Is_reserved(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12 AS contexts")]
    [InlineData("FROM debian:12 AS my-scratch")]
    [InlineData("FROM scratch")]
    [InlineData("FROM scratch AS build")]
    [InlineData("FROM context:1")]
    [InlineData("FROM debian:12")]
    public void Is_free(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void Says_what_it_means() => Rule.Finds("FROM debian:12 AS [|scratch|]")
        .Says("`scratch` means the empty image to BuildKit: what names this stage may get that instead");
}
