namespace DockerLsp.Tests.Engine.Rules.Files;

public sealed class CopyFromUnknownTests
{
    private static Verification Rule => Verify.Only("DL3022");

    [Theory]
    [InlineData("FROM debian:12\nCOPY --from=[|build|] /a /a")]
    [InlineData("FROM debian:12\nCOPY --from=[|build|] /a /a\nFROM debian:12 AS build")]
    [InlineData("FROM debian:12\nCOPY --from=[|1|] /a /a")]
    [InlineData("FROM debian:12\nCOPY --from=[|nginx|] /a /a")]
    [InlineData("FROM debian:12\nCOPY --from=[|example.com/app|] /a /a")]
    [InlineData("FROM debian:12\nONBUILD COPY --from=[|build|] /a /a")]
    [InlineData("FROM debian:12\nARG S=x\nCOPY --from=[|$S|] /a /a")]
    [InlineData("FROM a:1 AS a\nFROM b:1\nCOPY --from=[|2|] /a /a")]
    public void Is_no_stage(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM a:1 AS build\nFROM b:1\nCOPY --from=build /a /a")]
    [InlineData("FROM a:1 AS build\nFROM b:1\nCOPY --from=BUILD /a /a")]
    [InlineData("FROM a:1\nFROM b:1\nCOPY --from=0 /a /a")]
    [InlineData("FROM debian:12\nCOPY --from=nginx:1.27 /a /a")]
    [InlineData("FROM debian:12\nCOPY --from=localhost:5000/app /a /a")]
    [InlineData("FROM debian:12\nCOPY --from=nginx@sha256:3d868b5eb908155f3784317b3dda2941df87bbbbaa4608f84881de66d9bb297b /a /a")]
    [InlineData("FROM debian:12\nCOPY a a")]
    [InlineData("FROM a:1 AS x\nCOPY --from=x /a /b")]
    [InlineData("FROM a:1 AS a\nFROM b:1 AS b\nFROM c:1\nCOPY --from=1 /a /a\nCOPY --from=a /a /a")]
    public void Is_one_or_an_image(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void Is_nearly_one() => Rule.Finds("FROM a:1 AS builder\nFROM b:1\nCOPY --from=[|biulder|] /a /a")
        .Unsafe("not from an image", "FROM a:1 AS builder\nFROM b:1\nCOPY --from=builder /a /a");
}
