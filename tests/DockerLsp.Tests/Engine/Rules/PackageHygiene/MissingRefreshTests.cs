using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Tests.Engine.Rules.PackageHygiene;

public sealed class MissingRefreshTests
{
    private static Verification Rule => Verify.Only("DLS1003");

    [Fact]
    public void The_image_ships_no_index() => Rule
        .Finds("""
            FROM debian:12
            RUN [|apt-get install|] -y curl
            """)
        .Says("No index to install from: `debian:12` ships none, and nothing before this line makes one")
        .Offers("Refresh and clean up in this RUN", "Use cache mounts for apt (needs BuildKit, docker-clean off)")
        .Fixed("""
            FROM debian:12
            RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void Nobody_knows_whether_the_image_has_one() => Rule
        .Finds("""
            FROM registry.example.com/team/base:7
            RUN [|apt-get install|] -y curl
            """)
        .Says("Nothing in this file refreshes the index that this reads: it is as old as `registry.example.com/team/base:7`, if that image has one")
        .Fixed("""
            FROM registry.example.com/team/base:7
            RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
            """);

    /// <summary>What runs in a process of its own ends only that process.</summary>
    [Theory]
    [InlineData("( exit 1 ); apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*")]
    [InlineData("tool | { exit 1; }; apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*")]
    [InlineData("{ tool; exit 1; } & apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*")]
    [InlineData("x=$(tool; exit 1); apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*")]
    [InlineData("set -e; if ( exit 1 ); then tool; else apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*; fi")]
    public void Another_process_ends(string script) => Rule
        .Finds($"FROM debian:12\nRUN {script}\nRUN [|apt-get install|] -y git\n")
        .Says("No index to install from: an earlier layer deleted it (line 2)");

    /// <summary>errexit ends the step where such a process fails, and without it the next command still runs.</summary>
    [Theory]
    [InlineData("set -e; apt-get update || ( echo bad; exit 1 ); apt-get install -y git && rm -rf /var/lib/apt/lists/*")]
    [InlineData("apt-get update || ( echo bad; exit 1 ) && apt-get install -y git && rm -rf /var/lib/apt/lists/*")]
    [InlineData("apt-get update || exit 1; apt-get install -y git && rm -rf /var/lib/apt/lists/*")]
    public void A_failed_refresh_stops_the_step(string script) => Rule
        .FindsNothing($"FROM debian:12\nRUN {script}\n");

    [Fact]
    public void An_earlier_step_deleted_it() => Rule
        .Finds("""
            FROM debian:12
            RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
            RUN [|apt-get install|] -y git
            """)
        .Says("No index to install from: an earlier layer deleted it (line 2)")
        .Fixed("""
            FROM debian:12
            RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
            RUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void Packages_on_lines_of_their_own() => Rule
        .Finds("""
            FROM ubuntu:24.04
            RUN [|apt-get install|] -y \
                curl \
                # for the build
                git
            """)
        .Fixed("""
            FROM ubuntu:24.04
            RUN apt-get update && apt-get install -y \
                curl \
                # for the build
                git \
                && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void The_install_stands_in_the_middle() => Rule
        .Finds("""
            FROM ubuntu:24.04
            RUN mkdir /app && \
            	[|apt-get install|] -y curl && \
            	curl -fsSL -o /app/run https://example.com/run
            """)
        .Fixed("""
            FROM ubuntu:24.04
            RUN mkdir /app && \
            	apt-get update && \
            	apt-get install -y curl && \
            	curl -fsSL -o /app/run https://example.com/run && \
            	rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void Its_cleanup_is_there_already() => Rule
        .Finds("""
            FROM ubuntu:24.04
            RUN [|apt-get install|] -y curl && rm -rf /var/lib/apt/lists/*
            """)
        .Offers("Refresh the index in this RUN", "Use cache mounts for apt (needs BuildKit, docker-clean off)")
        .Fixed("""
            FROM ubuntu:24.04
            RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void Apt_and_sudo() => Rule
        .Finds("""
            FROM registry.example.com/team/base:7
            USER app
            RUN [|sudo apt install|] -y curl
            """)
        .Fixed("""
            FROM registry.example.com/team/base:7
            USER app
            RUN sudo apt-get update && sudo apt install -y curl && sudo rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void A_branch_refreshes_for_itself() => Rule
        .Finds("""
            FROM debian:12
            ARG DEBUG
            RUN if [ -n "$DEBUG" ]; then [|apt-get install|] -y gdb; fi
            """)
        .Fixed("""
            FROM debian:12
            ARG DEBUG
            RUN if [ -n "$DEBUG" ]; then apt-get update && apt-get install -y gdb && rm -rf /var/lib/apt/lists/*; fi
            """);

    [Fact]
    public void An_install_that_runs_only_after_a_failure() => Rule
        .Finds("""
            FROM debian:12
            RUN curl --version || [|apt-get install|] -y curl
            """)
        .Fixed("""
            FROM debian:12
            RUN curl --version || { apt-get update && apt-get install -y curl; } && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void Set_e_and_semicolons() => Rule
        .Finds("""
            FROM debian:12
            RUN set -eux; \
            	[|apt-get install|] -y curl; \
            	curl --version
            """)
        .Fixed("""
            FROM debian:12
            RUN set -eux; \
            	apt-get update; \
            	apt-get install -y curl; \
            	curl --version; \
            	rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void A_heredoc() => Rule
        .Finds("""
            FROM debian:12
            RUN <<EOF
            set -e
            [|apt-get install|] -y curl
            curl --version
            EOF
            """)
        .Fixed("""
            FROM debian:12
            RUN <<EOF
            set -e
            apt-get update
            apt-get install -y curl
            rm -rf /var/lib/apt/lists/*
            curl --version
            EOF
            """);

    [Fact]
    public void A_stage_of_its_own() => Rule
        .Finds("""
            FROM debian:12 AS build
            RUN apt-get update && apt-get install -y gcc

            FROM debian:12
            RUN [|apt-get install|] -y libgomp1
            COPY --from=build /app /app
            """)
        .Fixed("""
            FROM debian:12 AS build
            RUN apt-get update && apt-get install -y gcc

            FROM debian:12
            RUN apt-get update && apt-get install -y libgomp1 && rm -rf /var/lib/apt/lists/*
            COPY --from=build /app /app
            """);

    [Theory]
    [InlineData("RUN apt-get update && apt-get install -y curl")]
    [InlineData("RUN apt-get update\nRUN apt-get install -y curl")]
    [InlineData("RUN apt-get install -y ./local.deb")]
    [InlineData("RUN --mount=type=cache,target=/var/lib/apt/lists apt-get install -y curl")]
    [InlineData("RUN --mount=from=lists,source=/lists,target=/var/lib/apt/lists apt-get install -y curl")]
    [InlineData("ONBUILD RUN apt-get install -y curl")]
    [InlineData("RUN apt-get remove -y curl && apt-get autoremove -y")]
    [InlineData("RUN apt-get --version")]
    [InlineData("RUN pip install --no-cache-dir requests")]
    [InlineData("RUN apt-get $ACTION curl")]
    [InlineData("RUN bash -c 'apt-get update && apt-get install -y curl'")]
    [InlineData("RUN curl -sL https://deb.nodesource.com/setup_22.x | bash - && apt-get install -y nodejs")]
    [InlineData("RUN curl -sL https://deb.nodesource.com/setup_22.x | bash -; apt-get install -y nodejs")]
    [InlineData("RUN curl -sL https://deb.nodesource.com/setup_22.x -o nodesource_setup.sh && bash nodesource_setup.sh && apt-get install -y nodejs")]
    [InlineData("RUN curl -sL https://example.com/setup_22.x | bash - && apt-get install -y nodejs")]
    [InlineData("RUN ./setup-repositories.sh && apt-get install -y nodejs")]
    [InlineData("COPY install-deps.sh /\nRUN /install-deps.sh\nRUN apt-get install -y nodejs")]
    public void Has_its_index_or_needs_none(string steps) => Rule.FindsNothing($"FROM debian:12\n{steps}");

    [Theory]
    [InlineData("curl -sL https://deb.nodesource.com/setup_22.x > /setup; [|apt-get install|] -y nodejs")]
    [InlineData("if [ -n \"$NODE\" ]; then curl -sL https://deb.nodesource.com/setup_22.x | bash -; fi; [|apt-get install|] -y nodejs")]
    [InlineData("curl -sL https://get.sdkman.io -o sdk.sh && bash sdk.sh && [|apt-get install|] -y nodejs")]
    [InlineData("[|apt-get install|] -y nodejs && ./install-deps.sh")]
    [InlineData("./configure.sh && [|apt-get install|] -y nodejs")]
    public void A_script_from_the_network_that_may_not_have_refreshed(string step) => Rule.Finds($"FROM debian:12\nRUN {step}\n");

    [Fact]
    public void Managers_that_fetch_their_index_themselves() => Rule
        .FindsNothing("""
            FROM fedora:41
            RUN dnf install -y curl
            """);

    [Fact]
    public void A_fragment_without_FROM() => Rule.FindsNothing("RUN apt-get install -y curl");

    [Theory]
    [InlineData("apt-get install -U -y curl")]
    [InlineData("apt-get install -qqUy curl")]
    [InlineData("apt-get --update install -y curl")]
    public void An_install_that_refreshes_by_itself(string install) => Rule
        .FindsNothing($"FROM ubuntu:25.04\nRUN {install}\n");

    [Fact]
    public void An_alternative_under_errexit() => Rule
        .Finds("""
            FROM debian:12
            COPY tool.deb /tmp/
            RUN set -e; \
                dpkg -i /tmp/tool.deb || [|apt-get install|] -f -y; \
                rm /tmp/tool.deb
            """)
        .Fixed("""
            FROM debian:12
            COPY tool.deb /tmp/
            RUN set -e; \
                dpkg -i /tmp/tool.deb || { apt-get update; apt-get install -f -y; }; \
                rm /tmp/tool.deb; \
                rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void An_alternative_within_a_chain() => Rule
        .Finds("""
            FROM debian:12
            COPY tool.deb /tmp/
            RUN set -ex \
                && (dpkg -i /tmp/tool.deb || [|apt-get install|] -f -y) \
                && rm /tmp/tool.deb
            """)
        .Fixed("""
            FROM debian:12
            COPY tool.deb /tmp/
            RUN set -ex \
                && (dpkg -i /tmp/tool.deb || { apt-get update && apt-get install -f -y; }) \
                && rm /tmp/tool.deb \
                && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void An_alternative_whose_failure_nobody_would_see() => Rule
        .Finds("""
            FROM debian:12
            RUN set -e; if (dpkg -i /tmp/tool.deb || [|apt-get install|] -f -y; tool --version) then true; fi; tool --help
            """)
        .Refused("`||` decides whether `apt-get install -f -y` runs");

    /// <summary>Nothing runs behind <c>exec</c>: what the refresh leaves is deleted before it.</summary>
    [Fact]
    public void A_cleanup_behind_exec() => Rule
        .Finds("""
            FROM debian:12
            RUN [|apt-get upgrade|] -y && exec true && rm -rf /var/lib/apt/lists/*
            """)
        .Fixed("""
            FROM debian:12
            RUN apt-get update && apt-get upgrade -y && rm -rf /var/lib/apt/lists/* && exec true && rm -rf /var/lib/apt/lists/*
            """);
}
