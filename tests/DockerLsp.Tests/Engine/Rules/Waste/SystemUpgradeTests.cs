namespace DockerLsp.Tests.Engine.Rules.Waste;

public sealed class SystemUpgradeTests
{
    private static Verification Rule => Verify.Only("DLS1012");

    [Theory]
    [InlineData("RUN apt-get update && [|apt-get -y upgrade|]")]
    [InlineData("RUN apt-get update && [|apt-get dist-upgrade -y|] && apt-get install -y curl")]
    [InlineData("RUN [|apt full-upgrade -y|]")]
    [InlineData("RUN [|apk upgrade --no-cache|]")]
    [InlineData("RUN [|yum -y update|] && yum clean all")]
    [InlineData("RUN [|dnf upgrade -y --refresh|]")]
    [InlineData("RUN [|microdnf update -y|]")]
    [InlineData("RUN <<EOF\nset -e\n[|apt-get upgrade -y|]\nEOF")]
    [InlineData("ONBUILD RUN [|apt-get upgrade -y|]")]
    public void Everything(string step) => Rule
        .Finds($"FROM debian:12\n{step}")
        .Says("Stores each upgraded package beside the old one of `debian:12`; a newer image has the new one alone")
        .Refused();

    [Theory]
    [InlineData("DL3005")]
    [InlineData("DL3017")]
    [InlineData("DL3031")]
    [InlineData("DL3039")]
    [InlineData("DS-0024")]
    public void Names_of_other_tools_silence_it(string alias) => Rule.FindsNothing($"FROM debian:12\n# hadolint ignore={alias}\nRUN apt-get upgrade -y");

    [Theory]
    [InlineData("RUN apt-get update")]
    [InlineData("RUN apt-get install -y --only-upgrade openssl")]
    [InlineData("RUN apk upgrade openssl")]
    [InlineData("RUN yum update -y openssl")]
    [InlineData("RUN pacman -Syu --noconfirm")]
    [InlineData("RUN zypper -n update")]
    [InlineData("RUN npm update")]
    [InlineData("RUN echo apt-get upgrade")]
    [InlineData("RUN $APT upgrade")]
    public void Not_everything(string step) => Rule.FindsNothing($"FROM debian:12\n{step}");
}
