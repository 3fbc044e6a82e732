using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Tests.Engine.Rules.PackageHygiene;

public sealed class RefreshInItsOwnStepTests
{
    private static Verification Rule => Verify.Only("DLS1001");

    [Fact]
    public void The_refresh_joins_the_install() => Rule
        .Finds("""
            FROM debian:12
            # System packages
            RUN [|apt-get update|]
            RUN apt-get install -y curl
            """)
        .Says("Cached apart from the install in line 4: a later change there installs from an old package index")
        .Offers("Merge 2 RUN steps into one layer", "Use cache mounts for apt (needs BuildKit, docker-clean off)")
        .Fixed("""
            FROM debian:12
            # System packages
            RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void All_installs_join() => Rule.With(Layering.Merge)
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|]
            RUN apt-get install -y curl
            # for the build
            RUN apt-get install -y git
            """)
        .Says("Cached apart from the installs in lines 3 and 5: a later change there installs from an old package index")
        .Offers("Merge 3 RUN steps into one layer", "Refresh and clean up in each RUN", "Use cache mounts for apt (needs BuildKit, docker-clean off)")
        .Fixed("""
            FROM debian:12
            RUN apt-get update \
                && apt-get install -y curl \
                # for the build
                && apt-get install -y git \
                && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void Each_install_refreshes() => Rule
        .With(Layering.SelfContained)
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|]
            RUN apt-get install -y curl
            # for the build
            RUN apt-get install -y git
            """)
        .Offers("Refresh and clean up in each RUN", "Merge 3 RUN steps into one layer", "Use cache mounts for apt (needs BuildKit, docker-clean off)")
        .Fixed("""
            FROM debian:12
            RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
            # for the build
            RUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void The_file_keeps_its_style() => Rule
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|]
            RUN apt-get install -y \
                  curl \
                  git && \
                ldconfig
            """)
        .Fixed("""
            FROM debian:12
            RUN apt-get update && \
                apt-get install -y \
                  curl \
                  git && \
                ldconfig && \
                rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void The_authors_own_options_stay() => Rule
        .Finds("""
            FROM debian:12
            RUN [|apt-get -qq -o Acquire::Retries=3 update|]
            RUN apt-get install -y curl
            """)
        .Fixed("""
            FROM debian:12
            RUN apt-get -qq -o Acquire::Retries=3 update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void A_user_without_rights_needs_sudo_for_the_refresh_too() => Rule
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|]
            USER app
            RUN sudo apt-get install -y curl
            """)
        .Fixed("""
            FROM debian:12
            USER app
            RUN sudo apt-get update && sudo apt-get install -y curl && sudo rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void Semicolons_do_not_stop_where_the_refresh_stopped() => Rule
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|]
            RUN apt-get install -y curl; useradd app
            """)
        .Fixed("""
            FROM debian:12
            RUN apt-get update || exit 1; apt-get install -y curl; useradd app && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void Or_does_not_rescue_a_failed_refresh() => Rule
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|]
            RUN apt-get install -y curl || apt-get install -y wget
            """)
        .Fixed("""
            FROM debian:12
            RUN apt-get update || exit 1; apt-get install -y curl || apt-get install -y wget && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void A_tolerated_refresh_is_not_made_fatal() => Rule
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|] || true
            RUN apt-get install -y curl
            """)
        .Refused("the build goes on after a failed refresh here");

    [Fact]
    public void A_refresh_whose_status_nobody_reads_is_not_made_fatal() => Rule
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|]; true
            RUN apt-get install -y curl
            """)
        .Refused("the build goes on after a failed refresh here");

    [Fact]
    public void Set_e_and_semicolons() => Rule
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|]
            RUN set -eux; \
                apt-get install -y curl; \
                useradd app
            """)
        .Fixed("""
            FROM debian:12
            RUN set -eux; \
                apt-get update; \
                apt-get install -y curl; \
                useradd app; \
                rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void The_install_is_a_heredoc() => Rule
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|]
            RUN <<EOF
            apt-get install -y curl
            useradd app
            EOF
            """)
        .Fixed("""
            FROM debian:12
            RUN <<EOF
            apt-get update || exit 1
            apt-get install -y curl
            rm -rf /var/lib/apt/lists/*
            useradd app
            EOF
            """);

    [Fact]
    public void A_stage_that_starts_from_this_one() => Rule
        .Finds("""
            FROM debian:12 AS base
            RUN [|apt-get update|]

            FROM base
            RUN apt-get install -y curl
            """)
        .Fixed("""
            FROM debian:12 AS base

            FROM base
            RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void Nobody_reads_it() => Rule
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|]
            CMD ["bash"]
            """)
        .Says("Keeps an index in a layer of its own, and no later step of this file reads it")
        .Offers("Delete this RUN (what builds on it loses the index)")
        .Unsafe("what builds on it loses the index", """
            FROM debian:12
            CMD ["bash"]
            """);

    [Fact]
    public void What_nobody_reads_is_deleted_by_a_step_with_other_work() => Rule
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|]
            RUN rm -rf /var/lib/apt/lists/* /tmp/x
            """)
        .Unsafe("hides a failing refresh", """
            FROM debian:12
            RUN rm -rf /var/lib/apt/lists/* /tmp/x
            """);

    [Fact]
    public void An_install_of_later_builds_does_not_stop_this_one() => Rule
        .Finds("""
            FROM fedora:40
            RUN [|dnf makecache|]
            RUN dnf clean all
            ONBUILD RUN dnf -y install curl
            """)
        .Unsafe("hides a failing refresh", """
            FROM fedora:40
            ONBUILD RUN dnf -y install curl
            """);

    [Fact]
    public void Apk_refreshes_and_cleans_up_for_nobody() => Rule
        .Finds("""
            FROM alpine:3.20
            RUN [|apk update|]
            RUN rm -rf /var/cache/apk/*
            CMD ["sh"]
            """)
        .Unsafe("hides a failing refresh", """
            FROM alpine:3.20
            CMD ["sh"]
            """);

    [Fact]
    public void Apk_needs_no_refresh() => Rule
        .Finds("""
            FROM alpine:3.20
            RUN [|apk update|]
            RUN apk add curl
            """)
        .Says("apk fetches an index that is missing or too old by itself: this layer only keeps a copy")
        .Fixed("""
            FROM alpine:3.20
            RUN apk add --no-cache curl
            """);

    [Fact]
    public void Apk_refreshes_behind_its_install() => Rule
        .Finds("""
            FROM alpine:3.20
            RUN apk add curl && [|apk update|]
            """)
        .Refused();

    [Fact]
    public void Dnf_needs_no_refresh() => Rule
        .Finds("""
            FROM fedora:41
            RUN [|dnf makecache|]
            RUN dnf install -y curl
            """)
        .Says("dnf fetches an index that is missing or too old by itself: this layer only keeps a copy")
        .Fixed("""
            FROM fedora:41
            RUN dnf install -y curl
            """);

    [Fact]
    public void A_branch_installs() => Rule
        .Finds("""
            FROM debian:12
            ARG DEBUG
            RUN [|apt-get update|]
            RUN if [ -n "$DEBUG" ]; then apt-get install -y gdb; fi
            """)
        .Refused("a failed `apt-get update` would not stop the build here");

    [Fact]
    public void The_install_has_no_network() => Rule
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|]
            RUN --network=none apt-get install -y curl
            """)
        .Refused("this step has no network to refresh the index from");

    [Fact]
    public void A_secret_of_the_refresh_stays_its_own() => Rule
        .Finds("""
            FROM debian:12
            RUN --mount=type=secret,id=auth,target=/etc/apt/auth.conf [|apt-get update|]
            RUN apt-get install -y curl
            """)
        .Refused("the refresh has a `--mount` that the install has not");

    [Theory]
    [InlineData("RUN apt-get update && apt-get install -y curl")]
    [InlineData("RUN apt-get update && apt-get upgrade -y")]
    [InlineData("RUN apt-get update && apt-cache policy curl")]
    [InlineData("RUN --mount=type=cache,target=/var/lib/apt apt-get update")]
    [InlineData("RUN apt-get update && rm -rf /var/lib/apt/lists/*")]
    [InlineData("RUN refresh() { apt-get update; }; true")]
    [InlineData("RUN <<EOF\napt-get update\napt-get install -y curl\nEOF")]
    [InlineData("ONBUILD RUN apt-get update")]
    [InlineData("RUN echo 'apt-get update'")]
    [InlineData("RUN pip install -U pip")]
    public void Served_in_the_same_step(string step) => Rule.FindsNothing($"FROM debian:12\n{step}");

    [Fact]
    public void An_installer_of_the_image_behind_it_is_served() => Rule
        .FindsNothing("""
            FROM acme/workspace:1
            RUN apt-get update && install-tools clang
            """);

    [Fact]
    public void A_later_step_may_install_from_it() => Rule
        .Finds("""
            FROM debian:12
            COPY deps.sh /
            RUN [|apt-get update|]
            RUN bash /install-deps.sh
            """)
        .Says("Cached apart from line 4, which may install from it: a later change there installs from an old package index");

    [Fact]
    public void A_second_refresh_that_nothing_reads() => Rule
        .Finds("""
            FROM debian:12
            RUN apt-get update && apt-get install -y gnupg && dpkg --add-architecture i386 && [|apt-get update|] && ldconfig
            """)
        .Says("Downloads an index that no later command and no later step of this file reads");

    [Fact]
    public void What_its_comment_says_stays() => Rule
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|]      # Fetch the index
            RUN apt-get install -y curl # For the health check
            """)
        .Fixed("""
            FROM debian:12
            # Fetch the index
            RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/* # For the health check
            """);
}
