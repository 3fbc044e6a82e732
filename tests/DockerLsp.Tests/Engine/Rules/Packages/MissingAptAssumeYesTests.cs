namespace DockerLsp.Tests.Engine.Rules.Packages;

public sealed class MissingAptAssumeYesTests
{
    private static Verification Rule => Verify.Only("DL3014");

    [Fact]
    public void One_line() => Rule
        .Finds("FROM debian:12\nRUN apt-get update && [|apt-get install|] python")
        .Says("Asks for confirmation as soon as other packages come along, and stops, because a build cannot answer")
        .Offers("Answer with -y")
        .Fixed("FROM debian:12\nRUN apt-get update && apt-get install -y python");

    [Fact]
    public void Several_lines() => Rule
        .Finds("""
            FROM debian:12
            RUN apt-get update && [|apt-get install|] \
                    --no-install-recommends \
                    curl
            """)
        .Fixed("""
            FROM debian:12
            RUN apt-get update && apt-get install -y \
                    --no-install-recommends \
                    curl
            """);

    [Fact]
    public void One_q_is_not_enough() => Rule
        .Finds("FROM debian:12\nRUN [|apt-get -q install|] curl && [|apt install|] git")
        .Fixed("FROM debian:12\nRUN apt-get -q install -y curl && apt install -y git");

    [Fact]
    public void In_a_heredoc() => Rule
        .Finds("""
            FROM debian:12
            RUN <<EOF
            apt-get update
            [|apt-get install|] curl
            EOF
            """)
        .Fixed("""
            FROM debian:12
            RUN <<EOF
            apt-get update
            apt-get install -y curl
            EOF
            """);

    [Fact]
    public void In_a_trigger() => Rule
        .Finds("FROM debian:12\nONBUILD RUN [|apt-get install|] curl")
        .Fixed("FROM debian:12\nONBUILD RUN apt-get install -y curl");

    [Fact]
    public void With_sudo_in_another_stage() => Rule
        .Finds("FROM debian:12 AS a\nRUN true\nFROM ubuntu:24.04\nRUN sudo DEBIAN_FRONTEND=noninteractive [|apt-get install|] curl")
        .Fixed("FROM debian:12 AS a\nRUN true\nFROM ubuntu:24.04\nRUN sudo DEBIAN_FRONTEND=noninteractive apt-get install -y curl");

    [Fact]
    public void The_script_asks_whether_it_fails() => Rule
        .Finds("FROM debian:12\nRUN [|apt-get install|] curl || true")
        .Unsafe("the script asks", "FROM debian:12\nRUN apt-get install -y curl || true");

    [Fact]
    public void Packages_from_a_list() => Rule
        .Finds("FROM debian:12\nRUN cat packages.txt | xargs [|apt-get install|]")
        .Fixed("FROM debian:12\nRUN cat packages.txt | xargs apt-get install -y");

    [Theory]
    [InlineData("apt-get install -y curl")]
    [InlineData("apt-get -y install curl")]
    [InlineData("apt-get -yq install curl")]
    [InlineData("apt-get install -yt bookworm-backports curl")]
    [InlineData("apt-get install --yes curl")]
    [InlineData("apt-get install --assume-yes curl")]
    [InlineData("apt-get install -qq curl")]
    [InlineData("apt-get install -q -q curl")]
    [InlineData("apt-get install -q=2 curl")]
    [InlineData("apt-get -qqy install curl")]
    [InlineData("apt-get -o APT::Get::Assume-Yes=true install curl")]
    [InlineData("apt-get install -s curl")]
    [InlineData("yes | apt-get install curl")]
    [InlineData("apt-get update")]
    [InlineData("apt-cache policy install")]
    public void Is_answered_or_does_not_ask(string command) => Rule.FindsNothing($"FROM debian:12\nRUN {command}");
}
