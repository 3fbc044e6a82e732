using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Tests.Engine.Rules.PackageHygiene;

public sealed class StaleIndexTests
{
    private static Verification Rule => Verify.Only("DLS1002");

    [Fact]
    public void Reads_the_layer_above() => Rule
        .With(Layering.Merge)
        .Finds("""
            FROM ubuntu:24.04
            RUN apt-get update && apt-get install -y curl
            RUN [|apt-get install|] -y git
            """)
        .Says("Reads the package index of line 2, which the layer cache may have kept for months")
        .Fixed("""
            FROM ubuntu:24.04
            RUN apt-get update && apt-get install -y curl \
                && apt-get install -y git \
                && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void Becomes_self_contained() => Rule
        .With(Layering.SelfContained)
        .Finds("""
            FROM ubuntu:24.04
            RUN apt-get update && apt-get install -y curl
            RUN [|apt-get install|] -y git
            """)
        .Fixed("""
            FROM ubuntu:24.04
            RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
            RUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void A_refresh_in_one_branch_leaves_an_index_of_an_earlier_layer_either_way() => Rule
        .Finds("""
            FROM ubuntu:24.04
            ARG EXTRA=false
            RUN apt-get update && apt-get install -y curl
            COPY a /
            RUN if [ "$EXTRA" = true ]; then [|apt-get install|] -y gnupg && apt-get update && apt-get install -y jq; fi
            COPY b /
            RUN [|apt-get install|] -y git
            """)
        .Says("Reads the package index of line 3, which the layer cache may have kept for months", "Reads the package index of line 3, which the layer cache may have kept for months");

    [Fact]
    public void Cleans_up_in_the_branch_that_installs() => Rule
        .Finds("""
            FROM ubuntu:24.04
            ARG EXTRA=false
            RUN apt-get update && apt-get install -y curl && rm -rf /etc/motd
            COPY a /
            RUN if [ "$EXTRA" = true ]; then \
              [|apt-get install|] -y libbz2-dev; \
              make -C /ext \
            ;fi
            """)
        .Fixed("""
            FROM ubuntu:24.04
            ARG EXTRA=false
            RUN apt-get update && apt-get install -y curl && rm -rf /etc/motd && rm -rf /var/lib/apt/lists/*
            COPY a /
            RUN if [ "$EXTRA" = true ]; then \
              apt-get update && \
              apt-get install -y libbz2-dev; \
              make -C /ext && \
              rm -rf /var/lib/apt/lists/* \
            ;fi
            """);

    [Fact]
    public void Cleans_up_behind_all_branches_that_install() => Rule
        .Finds("""
            FROM ubuntu:24.04
            ARG EXTRA=false
            RUN apt-get update && apt-get install -y curl && rm -rf /etc/motd
            COPY a /
            RUN if [ "$EXTRA" = true ]; then [|apt-get install|] -y jq; else apt-get install -y yq; fi
            """)
        .Fixed("""
            FROM ubuntu:24.04
            ARG EXTRA=false
            RUN apt-get update && apt-get install -y curl && rm -rf /etc/motd && rm -rf /var/lib/apt/lists/*
            COPY a /
            RUN if [ "$EXTRA" = true ]; then apt-get update && apt-get install -y jq; else apt-get update && apt-get install -y yq; fi \
                && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void A_directory_change_would_carry_over() => Rule
        .Finds("""
            FROM ubuntu:24.04
            RUN apt-get update && apt-get install -y make && cd /src && make
            RUN [|apt-get install|] -y git
            """)
        .Refuses("`cd /src` in line 2 would carry over into the next step")
        .Fixed("""
            FROM ubuntu:24.04
            RUN apt-get update && apt-get install -y make && cd /src && make && rm -rf /var/lib/apt/lists/*
            RUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void A_variable_would_carry_over() => Rule
        .Finds("""
            FROM ubuntu:24.04
            RUN export DEBIAN_FRONTEND=noninteractive && apt-get update && apt-get install -y curl
            RUN [|apt-get install|] -y git
            """)
        .Refuses("`export DEBIAN_FRONTEND=noninteractive` in line 2 would carry over into the next step")
        .Fixed("""
            FROM ubuntu:24.04
            RUN export DEBIAN_FRONTEND=noninteractive && apt-get update && apt-get install -y curl \
                && rm -rf /var/lib/apt/lists/*
            RUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void An_exit_would_skip_the_next_step() => Rule
        .Finds("""
            FROM ubuntu:24.04
            RUN apt-get update; [ -f /done ] && exit 0; apt-get install -y curl
            RUN [|apt-get install|] -y git
            """)
        .Refuses("`exit 0` in line 2 would keep the next step from running")
        .Fixed("""
            FROM ubuntu:24.04
            RUN ( apt-get update; [ -f /done ] && exit 0; apt-get install -y curl ) \
                && apt-get install -y git \
                && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void A_background_job_would_live_on() => Rule
        .Finds("""
            FROM ubuntu:24.04
            RUN apt-get update && apt-get install -y curl; sleep 100 & true
            RUN [|apt-get install|] -y git
            """)
        .Refuses("the background job in line 2 ends with its step, and would go on in a joined one");

    [Fact]
    public void An_alternative_in_the_next_step_is_grouped() => Rule
        .With(Layering.Merge)
        .Finds("""
            FROM ubuntu:24.04
            RUN apt-get update && apt-get install -y curl
            RUN [|apt-get install|] -y git || apt-get install -y git-core
            """)
        .Fixed("""
            FROM ubuntu:24.04
            RUN apt-get update && apt-get install -y curl \
                && { apt-get install -y git || apt-get install -y git-core; } \
                && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void Set_e_in_both() => Rule
        .With(Layering.Merge)
        .Finds("""
            FROM ubuntu:24.04
            RUN set -eux; \
                apt-get update; \
                apt-get install -y curl
            RUN set -eux; \
                [|apt-get install|] -y git; \
                git --version
            """)
        .Fixed("""
            FROM ubuntu:24.04
            RUN set -eux; \
                apt-get update; \
                apt-get install -y curl; \
                apt-get install -y git; \
                git --version; \
                rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void A_pragma_moves_above_the_joined_step() => Rule
        .With(Layering.Merge)
        .Finds("""
            FROM ubuntu:24.04
            RUN apt-get update && apt-get install -y curl
            # hadolint ignore=DL3008
            RUN [|apt-get install|] -y git
            """)
        .Fixed("""
            FROM ubuntu:24.04
            # hadolint ignore=DL3008
            RUN apt-get update && apt-get install -y curl \
                && apt-get install -y git \
                && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void Mounts_that_differ() => Rule
        .Finds("""
            FROM ubuntu:24.04
            RUN apt-get update && apt-get install -y curl
            RUN --mount=type=secret,id=token [|apt-get install|] -y git
            """)
        .Refuses("the flags of the two steps differ (`--mount`)")
        .Fixed("""
            FROM ubuntu:24.04
            RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
            RUN --mount=type=secret,id=token apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void Another_user_between() => Rule
        .Finds("""
            FROM ubuntu:24.04
            RUN apt-get update && apt-get install -y sudo
            USER app
            RUN sudo DEBIAN_FRONTEND=noninteractive [|apt-get install|] -y git
            """.Replace("sudo DEBIAN_FRONTEND=noninteractive [|apt-get install|]", "[|sudo DEBIAN_FRONTEND=noninteractive apt-get install|]", StringComparison.Ordinal))
        .Fixed("""
            FROM ubuntu:24.04
            RUN apt-get update && apt-get install -y sudo && rm -rf /var/lib/apt/lists/*
            USER app
            RUN sudo apt-get update && sudo DEBIAN_FRONTEND=noninteractive apt-get install -y git && sudo rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void A_heredoc_reads_it() => Rule
        .Finds("""
            FROM ubuntu:24.04
            RUN apt-get update && apt-get install -y curl
            RUN <<EOF
            [|apt-get install|] -y git
            git --version
            EOF
            """)
        .Fixed("""
            FROM ubuntu:24.04
            RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
            RUN <<EOF
            apt-get update && apt-get install -y git
            rm -rf /var/lib/apt/lists/*
            git --version
            EOF
            """);

    [Fact]
    public void Another_stage_reads_it() => Rule
        .Finds("""
            FROM ubuntu:24.04 AS base
            RUN apt-get update && apt-get install -y curl

            FROM base AS build
            RUN [|apt-get install|] -y gcc

            FROM base
            RUN [|apt-get install|] -y git
            """)
        .Fixed("""
            FROM ubuntu:24.04 AS base
            RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*

            FROM base AS build
            RUN apt-get update && apt-get install -y gcc && rm -rf /var/lib/apt/lists/*

            FROM base
            RUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*
            """);

    [Theory]
    [InlineData("RUN apt-get update && apt-get install -y curl && apt-get install -y git")]
    [InlineData("RUN apt-get update && apt-get install -y curl\nRUN apt-get update && apt-get install -y git")]
    [InlineData("RUN apt-get update && apt-get install -y curl\nRUN apt-get remove -y curl")]
    [InlineData("RUN apt-get update && apt-get install -y curl\nRUN apt-get install -y ./local.deb")]
    [InlineData("RUN apt-get update && apt-get install -y curl\nRUN dpkg -i /local.deb")]
    [InlineData("RUN apt-get update && apt-get install -y curl\nRUN --mount=type=cache,target=/var/lib/apt apt-get install -y git")]
    [InlineData("RUN apt-get update && apt-get install -y curl\nONBUILD RUN apt-get install -y git")]
    [InlineData("RUN dnf makecache && dnf install -y curl\nRUN dnf install -y git")]
    [InlineData("RUN apt-get update && apt-get install -y curl\nRUN echo apt-get install git")]
    public void Reads_no_older_index(string steps) => Rule.FindsNothing($"FROM ubuntu:24.04\n{steps}");

    [Fact]
    public void The_refresh_stands_before_a_source_whose_key_comes_later() => Rule
        .Finds("""
            FROM ubuntu:18.04
            RUN apt-get update && apt-get install -y gnupg
            COPY settings /etc/acme/
            RUN set -ex \
                && echo "deb https://apt.example.com/ stable main" | tee /etc/apt/sources.list.d/example.list \
                && [|apt-get install|] -y apt-transport-https \
                && apt-key add /etc/acme/key.asc \
                && apt-get update \
                && apt-get install -y example
            """)
        .Fixed("""
            FROM ubuntu:18.04
            RUN apt-get update && apt-get install -y gnupg && rm -rf /var/lib/apt/lists/*
            COPY settings /etc/acme/
            RUN set -ex \
                && apt-get update \
                && echo "deb https://apt.example.com/ stable main" | tee /etc/apt/sources.list.d/example.list \
                && apt-get install -y apt-transport-https \
                && apt-key add /etc/acme/key.asc \
                && apt-get update \
                && apt-get install -y example \
                && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void A_source_that_a_branch_adds_has_no_place_before_it() => Rule
        .Finds("""
            FROM ubuntu:18.04
            RUN apt-get update && apt-get install -y gnupg
            COPY settings /etc/acme/
            RUN if [ -f /etc/acme/list ]; then cp /etc/acme/list /etc/apt/sources.list.d/acme.list; fi && [|apt-get install|] -y curl
            """)
        .Refused("`cp` changes the package sources before this install");

    [Theory]
    [InlineData("RUN echo 'deb https://apt.example.com/ stable main' > /etc/apt/sources.list.d/example.list")]
    [InlineData("RUN curl -fsSLo \"/etc/apt/sources.list.d/$NAME.list\" https://apt.example.com/list")]
    [InlineData("RUN sed -i s/main/contrib/ /etc/apt/sources.list")]
    [InlineData("COPY example.list /etc/apt/sources.list.d/")]
    public void Sources_that_changed_in_between_may_lack_their_key(string change) => Rule
        .With(Layering.SelfContained)
        .Finds($"FROM ubuntu:18.04\nRUN apt-get update && apt-get install -y gnupg\n{change}\nRUN [|apt-get install|] -y apt-transport-https\n")
        .Unsafe("line 3 changes sources", $"FROM ubuntu:18.04\nRUN apt-get update && apt-get install -y gnupg && rm -rf /var/lib/apt/lists/*\n{change}\nRUN apt-get update && apt-get install -y apt-transport-https && rm -rf /var/lib/apt/lists/*\n");

    [Theory]
    [InlineData("RUN cat /etc/apt/sources.list")]
    [InlineData("RUN sed -n 1p /etc/apt/sources.list")]
    [InlineData("RUN add-apt-repository -y ppa:example/ppa")]
    [InlineData("COPY preferences /etc/acme/")]
    public void Sources_that_nothing_changed(string step) => Rule
        .With(Layering.SelfContained)
        .Finds($"FROM ubuntu:18.04\nRUN apt-get update && apt-get install -y gnupg\n{step}\nRUN [|apt-get install|] -y curl\n")
        .Fixed($"FROM ubuntu:18.04\nRUN apt-get update && apt-get install -y gnupg && rm -rf /var/lib/apt/lists/*\n{step}\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n");

    [Fact]
    public void The_source_of_another_stage_is_none_of_this_one() => Rule
        .With(Layering.SelfContained)
        .Finds("""
            FROM ubuntu:24.04 AS base
            RUN apt-get update && apt-get install -y gnupg
            FROM base AS other
            RUN echo "deb https://apt.example.com/ stable main" > /etc/apt/sources.list.d/example.list
            FROM base
            RUN [|apt-get install|] -y curl
            """)
        .Fixed("""
            FROM ubuntu:24.04 AS base
            RUN apt-get update && apt-get install -y gnupg && rm -rf /var/lib/apt/lists/*
            FROM base AS other
            RUN echo "deb https://apt.example.com/ stable main" > /etc/apt/sources.list.d/example.list
            FROM base
            RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
            """);
}
