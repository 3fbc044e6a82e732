namespace DockerLsp.Tests.Engine.Rules.Security;

public sealed class UnsignedPackagesTests
{
    private static Verification Rule => Verify.Only("DLS4002");

    [Theory]
    [InlineData("FROM alpine:3.20\nRUN apk add [|--allow-untrusted|] /a.apk")]
    [InlineData("FROM debian:12\nRUN apt-get install -y [|--allow-unauthenticated|] a")]
    [InlineData("FROM debian:12\nRUN apt-get install [|--force-yes|] -y a")]
    [InlineData("FROM fedora:40\nRUN dnf install -y [|--nogpgcheck|] a && yum -y [|--nogpgcheck|] update")]
    [InlineData("FROM opensuse/leap:15\nRUN zypper [|--no-gpg-checks|] -n install a")]
    [InlineData("FROM fedora:40\nRUN rpm -i [|--nosignature|] a.rpm")]
    [InlineData("FROM debian:12\nONBUILD RUN apt-get install -y [|--allow-unauthenticated|] a")]
    [InlineData("FROM debian:12\nRUN <<EOF\napt-get install -y [|--allow-unauthenticated|] a\nEOF")]
    [InlineData("FROM alpine:3.20 AS a\nRUN apk add [|--allow-untrusted|] /a.apk\nFROM a\nRUN apk add [|--allow-untrusted|] /b.apk")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("FROM alpine:3.20\nRUN apk add --no-cache a")]
    [InlineData("FROM debian:12\nRUN apt-get install -y --allow-downgrades a")]
    [InlineData("FROM debian:12\nRUN echo --allow-unauthenticated")]
    [InlineData("FROM debian:12\nRUN apt-get install -y $OPTIONS a")]
    [InlineData("FROM fedora:40\nRUN dnf install -y --setopt=gpgcheck=1 a")]
    [InlineData("FROM fedora:40\nRUN rpm --import key")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);

    [Fact]
    public void Says_what_happens() => Rule.Finds("FROM alpine:3.20\nRUN apk add [|--allow-untrusted|] /a.apk")
        .Says("Installs what nobody has signed, so that whoever controls the mirror decides what it is");

    [Theory]
    [InlineData("FROM alpine:3.20\nRUN apk add [|--allow-untrusted|] /a.apk", "FROM alpine:3.20\nRUN apk add /a.apk")]
    public void Offers_a_change(string file, string expected) => Rule.Finds(file).Unsafe("(", expected);
}
