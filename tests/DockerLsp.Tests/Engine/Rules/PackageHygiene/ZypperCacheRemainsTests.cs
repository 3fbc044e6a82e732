namespace DockerLsp.Tests.Engine.Rules.PackageHygiene;

public sealed class ZypperCacheRemainsTests
{
    private static Verification Rule => Verify.Only("DL3036");

    [Fact]
    public void One_line() => Rule
        .Finds("""
            FROM opensuse/leap:15.6
            RUN [|zypper install|] -y git
            """)
        .Says("Leaves zypper's metadata and downloaded packages in this layer")
        .Offers("Clean up in this RUN", "Use a cache mount for zypper (needs BuildKit)")
        .Fixed("""
            FROM opensuse/leap:15.6
            RUN zypper install -y git && zypper clean --all
            """);

    [Fact]
    public void Options_before_the_subcommand() => Rule
        .Finds("""
            FROM opensuse/leap:15.6
            RUN zypper --non-interactive --gpg-auto-import-keys refresh \
                && [|zypper --non-interactive -R / in|] --no-recommends git
            """)
        .Fixed("""
            FROM opensuse/leap:15.6
            RUN zypper --non-interactive --gpg-auto-import-keys refresh \
                && zypper --non-interactive -R / in --no-recommends git \
                && zypper clean --all
            """);

    [Fact]
    public void Short_names() => Rule
        .Finds("""
            FROM opensuse/tumbleweed
            RUN [|zypper -n dup|]
            """)
        .Fixed("""
            FROM opensuse/tumbleweed
            RUN zypper -n dup && zypper clean --all
            """);

    [Fact]
    public void Semicolons_keep_the_last_status() => Rule
        .Finds("""
            FROM opensuse/leap:15.6
            RUN [|zypper -n in|] git; git --version
            """)
        .Fixed("""
            FROM opensuse/leap:15.6
            RUN zypper -n in git; git --version && zypper clean --all
            """);

    [Fact]
    public void A_heredoc_with_set_e() => Rule
        .Finds("""
            FROM opensuse/leap:15.6
            RUN <<EOF
            set -eu
            [|zypper -n in|] git
            EOF
            """)
        .Fixed("""
            FROM opensuse/leap:15.6
            RUN <<EOF
            set -eu
            zypper -n in git
            zypper clean --all
            EOF
            """);

    [Fact]
    public void A_subshell() => Rule
        .Finds("""
            FROM opensuse/leap:15.6
            RUN (cd /tmp && [|zypper -n in|] ./tool.rpm)
            """)
        .Fixed("""
            FROM opensuse/leap:15.6
            RUN (cd /tmp && zypper -n in ./tool.rpm) && zypper clean --all
            """);

    [Fact]
    public void A_background_job_may_still_install() => Rule
        .Finds("""
            FROM opensuse/leap:15.6
            RUN [|zypper -n in|] git & wait
            """)
        .Refused("this command runs in the background");

    [Theory]
    [InlineData("RUN zypper -n in git && zypper clean --all")]
    [InlineData("RUN zypper -n in git && zypper cc -a")]
    [InlineData("RUN zypper -n in git && rm -rf /var/cache/zypp/*")]
    [InlineData("RUN --mount=type=cache,target=/var/cache/zypp zypper -n in git")]
    [InlineData("RUN zypper -n rm git")]
    [InlineData("RUN zypper repos")]
    [InlineData("RUN zypper addrepo https://example.com/x.repo")]
    public void Nothing_remains(string step) => Rule.FindsNothing($"FROM opensuse/leap:15.6\n{step}");

    [Fact]
    public void In_a_trigger_and_in_exec_form() => Rule.Finds("FROM opensuse/leap:15.6\nONBUILD RUN [|zypper install|] -y httpd\nRUN [\"[|zypper\", \"install|]\", \"-y\", \"httpd\"]");

    [Fact]
    public void In_each_stage() => Rule.Finds("FROM opensuse/leap:15.6 AS a\nRUN [|zypper install|] -y httpd\nFROM a\nRUN [|zypper install|] -y httpd\nFROM opensuse/leap:15.6\nRUN true");
}
