namespace DockerLsp.Tests.Engine.Rules.Packages;

public sealed class UnpinnedApkPackageTests
{
    private static Verification Rule => Verify.Only("DL3018");

    [Fact]
    public void One_package() => Rule
        .Finds("FROM alpine:3.20\nRUN apk add --no-cache [|curl|]")
        .Says("Installs whichever version of `curl` the repository has when this step runs; `curl~VERSION` asks for one")
        .Refused();

    [Fact]
    public void Behind_a_virtual_package() => Rule
        .Finds("""
            FROM alpine:3.20
            RUN apk --no-cache add --virtual .build-deps \
                gcc~13 \
                [|make|] \
                musl-dev
            """);

    [Fact]
    public void In_a_heredoc() => Rule
        .Finds("""
            FROM alpine:3.20
            RUN <<EOF
            set -e
            apk add --no-cache -t .deps [|git|]
            EOF
            """);

    [Fact]
    public void In_a_trigger() => Rule.Finds("FROM alpine:3.20\nONBUILD RUN apk add [|curl|]");

    [Fact]
    public void In_two_stages() => Rule
        .Finds("FROM alpine:3.20 AS a\nRUN apk add [|curl|]\nFROM a\nRUN apk add [|git|]");

    [Fact]
    public void A_tagged_repository_is_no_version() => Rule
        .Finds("FROM alpine:3.20\nRUN apk add --no-cache -X https://dl-cdn.alpinelinux.org/alpine/edge/testing [|hub@testing|]");

    [Theory]
    [InlineData("apk add --no-cache curl=8.9.0-r0")]
    [InlineData("apk add --no-cache 'curl>8' \"git~2.45\"")]
    [InlineData("apk add --no-cache curl=~8.9")]
    [InlineData("apk add --allow-untrusted ./tool.apk")]
    [InlineData("apk add --no-cache $PACKAGES")]
    [InlineData("apk del curl")]
    [InlineData("apk add --no-cache --virtual .deps")]
    [InlineData("apk add --no-cache -qt .deps curl=8.9.0-r0")]
    [InlineData("apk info curl")]
    public void Asks_for_a_version_or_installs_nothing(string command) => Rule.FindsNothing($"FROM alpine:3.20\nRUN {command}");
}
