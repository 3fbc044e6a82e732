namespace DockerLsp.Tests.Engine.Rules.Packages;

public sealed class AptInsteadOfAptGetTests
{
    private static Verification Rule => Verify.Only("DL3027");

    [Fact]
    public void Update_and_install() => Rule
        .Finds("FROM debian:12\nRUN [|apt|] update && [|apt|] install -y curl && [|apt|] clean")
        .Offers("Call apt-get")
        .Fixed("FROM debian:12\nRUN apt-get update && apt-get install -y curl && apt-get clean");

    [Fact]
    public void By_its_path() => Rule
        .Finds("FROM debian:12\nRUN [|/usr/bin/apt|] -y install curl")
        .Fixed("FROM debian:12\nRUN /usr/bin/apt-get -y install curl");

    [Fact]
    public void An_upgrade_goes_on_installing_new_packages() => Rule
        .Finds("FROM debian:12\nRUN [|apt|] -q upgrade -y")
        .Fixed("FROM debian:12\nRUN apt-get -q upgrade --with-new-pkgs -y");

    [Fact]
    public void A_full_upgrade_has_another_name() => Rule
        .Finds("FROM debian:12\nRUN [|apt|] full-upgrade -y")
        .Fixed("FROM debian:12\nRUN apt-get dist-upgrade -y");

    [Fact]
    public void In_a_heredoc() => Rule
        .Finds("""
            FROM debian:12
            RUN <<EOF
            [|apt|] install -y curl
            EOF
            """)
        .Fixed("""
            FROM debian:12
            RUN <<EOF
            apt-get install -y curl
            EOF
            """);

    [Fact]
    public void In_a_trigger() => Rule
        .Finds("FROM debian:12\nONBUILD RUN [|apt|] remove -y curl")
        .Fixed("FROM debian:12\nONBUILD RUN apt-get remove -y curl");

    [Fact]
    public void In_another_stage_with_sudo() => Rule
        .Finds("FROM debian:12 AS a\nFROM debian:12\nRUN sudo [|apt|] install -y curl")
        .Fixed("FROM debian:12 AS a\nFROM debian:12\nRUN sudo apt-get install -y curl");

    [Theory]
    [InlineData("[|apt|] list --installed")]
    [InlineData("[|apt|] search curl")]
    [InlineData("[|apt|] install --update -y curl")]
    [InlineData("[|apt|] $ACTION curl")]
    public void Without_an_equal_call(string command) => Rule.Finds($"FROM debian:12\nRUN {command}").Refused();

    [Theory]
    [InlineData("apt-get install -y curl")]
    [InlineData("apt-cache show apt")]
    [InlineData("echo apt install curl")]
    [InlineData("apt-get install -y apt")]
    [InlineData("apt-key add key.asc")]
    [InlineData("ls /etc/apt")]
    public void Is_no_apt(string command) => Rule.FindsNothing($"FROM debian:12\nRUN {command}");
}
