namespace DockerLsp.Tests.Engine.Rules.Packages;

public sealed class RecommendedPackagesTests
{
    private const string Risk = "may remove needed ones";

    private static Verification Rule => Verify.Only("DL3015");

    [Fact]
    public void One_line() => Rule
        .Finds("FROM debian:12\nRUN apt-get update && [|apt-get install|] -y curl")
        .Says("Installs what the packages recommend as well as what they need; `--no-install-recommends` leaves it out")
        .Offers("Leave out recommended packages (may remove needed ones)")
        .Unsafe(Risk, "FROM debian:12\nRUN apt-get update && apt-get install --no-install-recommends -y curl");

    [Fact]
    public void Apt() => Rule
        .Finds("FROM debian:12\nRUN [|apt install|] -y curl")
        .Unsafe(Risk, "FROM debian:12\nRUN apt install --no-install-recommends -y curl");

    [Fact]
    public void In_a_heredoc() => Rule
        .Finds("""
            FROM debian:12
            RUN <<EOF
            [|apt-get install|] -y \
              curl
            EOF
            """)
        .Unsafe(Risk, """
            FROM debian:12
            RUN <<EOF
            apt-get install --no-install-recommends -y \
              curl
            EOF
            """);

    [Fact]
    public void In_a_trigger() => Rule
        .Finds("FROM debian:12\nONBUILD RUN [|apt-get -y install|] curl")
        .Unsafe(Risk, "FROM debian:12\nONBUILD RUN apt-get -y install --no-install-recommends curl");

    [Fact]
    public void In_two_stages() => Rule
        .Finds("FROM debian:12 AS a\nRUN [|apt-get install|] -y curl\nFROM debian:12\nRUN [|apt-get install|] -y git");

    [Fact]
    public void A_setting_of_another_stage_does_not_count() => Rule
        .Finds("""
            FROM debian:12 AS a
            RUN echo 'APT::Install-Recommends "0";' > /etc/apt/apt.conf.d/recommends
            FROM debian:12
            RUN [|apt-get install|] -y curl
            """);

    [Theory]
    [InlineData("apt-get install -y --no-install-recommends curl")]
    [InlineData("apt-get --no-install-recommends -y install curl")]
    [InlineData("apt-get install -y -o APT::Install-Recommends=false curl")]
    [InlineData("apt-get -o APT::Install-Recommends=0 install curl")]
    [InlineData("apt-get -oAPT::Install-Recommends=no install curl")]
    [InlineData("apt-get remove -y curl")]
    [InlineData("echo 'APT::Install-Recommends \"0\";' > /etc/apt/apt.conf.d/x && apt-get install -y curl")]
    public void Leaves_them_out(string command) => Rule.FindsNothing($"FROM debian:12\nRUN {command}");

    [Fact]
    public void A_setting_of_the_base_stage_counts() => Rule.FindsNothing("""
        FROM debian:12 AS base
        RUN echo 'APT::Install-Recommends "0";' > /etc/apt/apt.conf.d/recommends
        FROM base
        RUN apt-get install -y curl
        """);
}
