namespace DockerLsp.Tests.Engine.Rules.PackageHygiene;

public sealed class DnfCacheRemainsTests
{
    private static Verification Rule => Verify.Only("DL3040");

    [Fact]
    public void One_line() => Rule
        .Finds("""
            FROM fedora:41
            RUN [|dnf install|] -y git
            """)
        .Says("Leaves dnf's metadata and downloaded packages in this layer")
        .Offers("Clean up in this RUN", "Use cache mounts for rpm (needs BuildKit)")
        .Fixed("""
            FROM fedora:41
            RUN dnf install -y git && dnf clean all
            """);

    [Fact]
    public void Microdnf_is_cleaned_by_itself() => Rule
        .Finds("""
            FROM registry.access.redhat.com/ubi9/ubi-minimal:9.4
            RUN [|microdnf install|] -y --nodocs \
                    tar \
                    gzip
            """)
        .Says("Leaves microdnf's metadata and downloaded packages in this layer")
        .Fixed("""
            FROM registry.access.redhat.com/ubi9/ubi-minimal:9.4
            RUN microdnf install -y --nodocs \
                    tar \
                    gzip \
                    && microdnf clean all
            """);

    [Fact]
    public void A_part_of_the_cleanup() => Rule
        .Finds("""
            FROM fedora:41
            RUN [|dnf install|] -y git && dnf clean metadata
            """)
        .Says("Leaves a part of dnf's metadata and packages in this layer: only `dnf clean all` deletes both")
        .Fixed("""
            FROM fedora:41
            RUN dnf install -y git && dnf clean metadata && dnf clean all
            """);

    [Fact]
    public void Options_and_variables_before_the_subcommand() => Rule
        .Finds("""
            FROM fedora:41
            RUN LANG=C [|dnf -y --setopt=install_weak_deps=False --releasever 41 install|] git
            """)
        .Fixed("""
            FROM fedora:41
            RUN LANG=C dnf -y --setopt=install_weak_deps=False --releasever 41 install git && dnf clean all
            """);

    [Fact]
    public void A_function_that_installs() => Rule
        .Finds("""
            FROM fedora:41
            RUN add() { [|dnf install|] -y "$@"; }; add git && add curl
            """)
        .Refused("a function runs this command");

    [Fact]
    public void Errexit_of_SHELL() => Rule
        .Finds("""
            FROM fedora:41
            SHELL ["/bin/bash", "-euxo", "pipefail", "-c"]
            RUN [|dnf install|] -y git; \
                git --version
            """)
        .Fixed("""
            FROM fedora:41
            SHELL ["/bin/bash", "-euxo", "pipefail", "-c"]
            RUN dnf install -y git; \
                git --version; \
                dnf clean all
            """);

    [Fact]
    public void Errexit_that_is_switched_off_in_the_middle() => Rule
        .Finds("""
            FROM fedora:41
            RUN set -e; [|dnf install|] -y git; set +e; git --version; true
            """)
        .Refused("`set +e` changes what a failure does");

    [Fact]
    public void A_case() => Rule
        .Finds("""
            FROM fedora:41
            ARG TARGETARCH
            RUN case "$TARGETARCH" in arm64) [|dnf install|] -y gcc-aarch64-linux-gnu ;; *) true ;; esac
            """)
        .Fixed("""
            FROM fedora:41
            ARG TARGETARCH
            RUN case "$TARGETARCH" in arm64) dnf install -y gcc-aarch64-linux-gnu ;; *) true ;; esac \
                && dnf clean all
            """);

    [Fact]
    public void A_trigger() => Rule
        .Finds("""
            FROM fedora:41
            ONBUILD RUN [|dnf install|] -y git
            """)
        .Offers("Clean up in this RUN (may break builds on it)")
        .Refused();

    [Theory]
    [InlineData("RUN dnf install -y git && dnf clean all")]
    [InlineData("RUN dnf install -y git && dnf -y clean all && rm -rf /var/cache/dnf")]
    [InlineData("RUN dnf install -y git && rm -rf /var/cache/*")]
    [InlineData("RUN --mount=type=cache,target=/var/cache/dnf --mount=type=cache,target=/var/cache/libdnf5 dnf install -y git")]
    [InlineData("RUN dnf remove -y git")]
    [InlineData("RUN dnf repolist")]
    [InlineData("ARG DEBUG\nRUN quiet=$([ \"$DEBUG\" = yes ] || echo --quiet) && dnf install -y ${quiet} git && dnf clean ${quiet} all")]
    [InlineData("RUN yum install -y git")]
    [InlineData("RUN echo 'dnf install git'")]
    public void Nothing_remains_or_it_is_not_dnf(string step) => Rule.FindsNothing($"FROM fedora:41\n{step}");

    [Fact]
    public void A_cleanup_of_what_only_the_build_knows() => Rule.Finds("FROM fedora:41\nRUN [|dnf install|] -y git && dnf clean ${WHAT}");

    [Fact]
    public void Packages_that_are_only_downloaded() => Rule
        .Finds("""
            FROM fedora:41
            RUN [|dnf install|] -y --downloadonly curl
            """)
        .Unsafe("what runs later may need it", """
            FROM fedora:41
            RUN dnf install -y --downloadonly curl && dnf clean all
            """);

    [Theory]
    [InlineData("RUN ! if make; then [|dnf install|] -y curl; fi && make check")]
    [InlineData("RUN ! { [|dnf install|] -y curl; } && make check")]
    [InlineData("RUN ! [|dnf install|] -y curl")]
    public void What_succeeds_is_made_a_failure(string step) => Rule
        .Finds($"FROM fedora:41\n{step}")
        .Refuses("`!` makes a failure of what succeeds here, and what follows would not run");

    [Fact]
    public void A_later_step_that_installs_from_the_cache() => Rule
        .Finds("""
            FROM fedora:41
            RUN [|dnf install|] -y curl
            RUN dnf install -y -C wget
            """)
        .Unsafe("may break line 3", """
            FROM fedora:41
            RUN dnf install -y curl && dnf clean all
            RUN dnf install -y -C wget
            """);

    [Fact]
    public void In_a_trigger_and_in_exec_form() => Rule.Finds("FROM fedora:40\nONBUILD RUN [|dnf install|] -y httpd\nRUN [\"[|dnf\", \"install|]\", \"-y\", \"httpd\"]");

    [Fact]
    public void In_each_stage() => Rule.Finds("FROM fedora:40 AS a\nRUN [|dnf install|] -y httpd\nFROM a\nRUN [|dnf install|] -y httpd\nFROM fedora:40\nRUN true");

    [Fact]
    public void Semicolons_that_start_lines_stay_where_they_are() => Rule
        .Finds("""
            FROM fedora:40
            RUN set -ex \
            	; [|dnf -y install|] tar \
            	; install /a /usr/local/bin/a \
            	;
            """)
        .Fixed("""
            FROM fedora:40
            RUN set -ex \
            	; dnf -y install tar \
            	; install /a /usr/local/bin/a \
            	; dnf clean all \
            	;
            """);
}
