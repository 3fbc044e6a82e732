namespace DockerLsp.Tests.Engine.Rules.Images;

public sealed class LatestImageTests
{
    private static Verification Rule => Verify.Only("DL3007");

    [Theory]
    [InlineData("FROM debian:[|latest|]")]
    [InlineData("FROM debian:[|latest|] AS build")]
    [InlineData("FROM localhost:5000/debian:[|latest|]")]
    [InlineData("FROM debian:12 AS a\nFROM node:[|latest|]\nCOPY --from=a /x /x")]
    [InlineData("FROM --platform=$BUILDPLATFORM debian:[|latest|]")]
    [InlineData("FROM $BASE:[|latest|]")]
    [InlineData("FROM ${REGISTRY}/app:[|latest|]")]
    [InlineData("FROM \"debian:[|latest|]\"")]
    [InlineData("from debian:[|latest|]")]
    public void Is_latest(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12")]
    [InlineData("FROM debian")]
    [InlineData("FROM debian:latest-slim")]
    [InlineData("FROM latest/app:1")]
    [InlineData("FROM debian:latest@sha256:3d868b5eb908155f3784317b3dda2941df87bbbbaa4608f84881de66d9bb297b")]
    [InlineData("FROM debian:$V")]
    [InlineData("FROM ${BASE:-debian:latest}")]
    [InlineData("FROM debian:${V:-latest}")]
    [InlineData("FROM scratch")]
    [InlineData("FROM debian:12 AS latest\nFROM latest")]
    public void Is_not(string dockerfile) => Rule.FindsNothing(dockerfile);
}
