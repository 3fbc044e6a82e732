using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Tests.Engine.Rules.PackageHygiene;

public sealed class PackageIndexRemainsTests
{
    private static Verification Rule => Verify.Only("DL3009");

    [Fact]
    public void One_line() => Rule
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|] && apt-get install -y curl
            CMD ["curl", "--version"]
            """)
        .Says("Leaves the package index in this layer")
        .Offers("Delete the index in this RUN", "Use cache mounts for apt (needs BuildKit, docker-clean off)")
        .Fixed("""
            FROM debian:12
            RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
            CMD ["curl", "--version"]
            """);

    [Fact]
    public void Operators_lead_the_lines() => Rule
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|] \
                && apt-get install -y --no-install-recommends \
                    curl \
                    git
            """)
        .Fixed("""
            FROM debian:12
            RUN apt-get update \
                && apt-get install -y --no-install-recommends \
                    curl \
                    git \
                && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void Operators_end_the_lines() => Rule
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|] && \
              apt-get install -y \
                curl \
                git
            """)
        .Fixed("""
            FROM debian:12
            RUN apt-get update && \
              apt-get install -y \
                curl \
                git && \
              rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void Packages_on_lines_of_their_own() => Rule
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|] && apt-get install -y \
                curl \
                git
            """)
        .Fixed("""
            FROM debian:12
            RUN apt-get update && apt-get install -y \
                curl \
                git \
                && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void Tabs() => Rule
        .Finds("FROM debian:12\nRUN [|apt-get update|] \\\n\t&& apt-get install -y curl")
        .Fixed("FROM debian:12\nRUN apt-get update \\\n\t&& apt-get install -y curl \\\n\t&& rm -rf /var/lib/apt/lists/*");

    [Fact]
    public void Backtick_continues_lines() => Rule
        .Finds("""
            # escape=`
            FROM debian:12
            RUN [|apt-get update|] `
                && apt-get install -y curl
            """)
        .Fixed("""
            # escape=`
            FROM debian:12
            RUN apt-get update `
                && apt-get install -y curl `
                && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void Deleting_packages_only_is_no_cleanup() => Rule
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|] && apt-get install -y curl && apt-get clean
            """)
        .Says("Leaves the package index in this layer: `apt-get clean` deletes downloaded packages only")
        .Fixed("""
            FROM debian:12
            RUN apt-get update && apt-get install -y curl && apt-get clean && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void Comments_between_the_lines_stay() => Rule
        .Finds("""
            FROM debian:12
            # What the build needs.
            RUN [|apt-get update|] \
                # for the health check
                && apt-get install -y curl
            # Nothing else.
            """)
        .Fixed("""
            FROM debian:12
            # What the build needs.
            RUN apt-get update \
                # for the health check
                && apt-get install -y curl \
                && rm -rf /var/lib/apt/lists/*
            # Nothing else.
            """);

    [Fact]
    public void A_comment_at_the_end_is_not_swallowed() => Rule
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|] && apt-get install -y curl # for the health check
            """)
        .Fixed("""
            FROM debian:12
            RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/* # for the health check
            """);

    [Fact]
    public void Set_e_and_semicolons() => Rule
        .Finds("""
            FROM debian:12
            RUN set -eux; \
                [|apt-get update|]; \
                apt-get install -y curl
            """)
        .Fixed("""
            FROM debian:12
            RUN set -eux; \
                apt-get update; \
                apt-get install -y curl; \
                rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void Semicolons_without_set_e_keep_the_last_status() => Rule
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|]; apt-get install -y curl
            """)
        .Fixed("""
            FROM debian:12
            RUN apt-get update; apt-get install -y curl && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void A_final_semicolon_stays_behind() => Rule
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|]; apt-get install -y curl;
            """)
        .Fixed("""
            FROM debian:12
            RUN apt-get update; apt-get install -y curl && rm -rf /var/lib/apt/lists/*;
            """);

    [Fact]
    public void Set_e_behind_an_and_or_list() => Rule
        .Finds("""
            FROM debian:12
            RUN set -e; [|apt-get update|] && apt-get install -y curl
            """)
        .Fixed("""
            FROM debian:12
            RUN set -e; apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void Heredoc_keeps_the_last_status() => Rule
        .Finds("""
            FROM debian:12
            RUN <<EOF
            [|apt-get update|]
            apt-get install -y curl
            EOF
            """)
        .Fixed("""
            FROM debian:12
            RUN <<EOF
            apt-get update
            apt-get install -y curl && rm -rf /var/lib/apt/lists/*
            EOF
            """);

    [Fact]
    public void Heredoc_with_more_to_do() => Rule
        .Finds("""
            FROM debian:12
            RUN <<EOF
              [|apt-get update|]
              apt-get install -y curl # for the health check
              useradd app
            EOF
            """)
        .Fixed("""
            FROM debian:12
            RUN <<EOF
              apt-get update
              apt-get install -y curl # for the health check
              rm -rf /var/lib/apt/lists/*
              useradd app
            EOF
            """);

    [Fact]
    public void Heredoc_with_set_e() => Rule
        .Finds("""
            FROM debian:12
            RUN <<EOF
            set -e
            [|apt-get update|]
            apt-get install -y curl
            EOF
            """)
        .Fixed("""
            FROM debian:12
            RUN <<EOF
            set -e
            apt-get update
            apt-get install -y curl
            rm -rf /var/lib/apt/lists/*
            EOF
            """);

    [Fact]
    public void Heredoc_whose_next_line_reads_the_status() => Rule
        .Finds("""
            FROM debian:12
            RUN <<EOF
            [|apt-get update|]
            apt-get install -y curl
            echo "installed: $?"
            EOF
            """)
        .Refused("`$?` takes the status of the command before");

    [Fact]
    public void Heredoc_for_another_program() => Rule
        .FindsNothing("""
            FROM debian:12
            RUN <<EOF
            #!/usr/bin/env python3
            print("apt-get update")
            EOF
            """);

    [Fact]
    public void A_tolerated_failure_stays_tolerated() => Rule
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|] && apt-get install -y curl || true
            """)
        .Fixed("""
            FROM debian:12
            RUN apt-get update && apt-get install -y curl || true && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void A_branch() => Rule
        .Finds("""
            FROM debian:12
            ARG DEBUG
            RUN if [ -n "$DEBUG" ]; then [|apt-get update|] && apt-get install -y gdb; fi
            """)
        .Fixed("""
            FROM debian:12
            ARG DEBUG
            RUN if [ -n "$DEBUG" ]; then apt-get update && apt-get install -y gdb && rm -rf /var/lib/apt/lists/*; fi
            """);

    [Fact]
    public void A_loop() => Rule
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|] && for p in curl git; do apt-get install -y $p; done
            """)
        .Fixed("""
            FROM debian:12
            RUN apt-get update && for p in curl git; do apt-get install -y $p; done \
                && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void Braces_with_a_redirection() => Rule
        .Finds("""
            FROM debian:12
            RUN { [|apt-get update|] && apt-get install -y curl; } > /install.log
            """)
        .Fixed("""
            FROM debian:12
            RUN { apt-get update && apt-get install -y curl; } > /install.log && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void A_subshell() => Rule
        .Finds("""
            FROM debian:12
            RUN ([|apt-get update|] && apt-get install -y curl)
            """)
        .Fixed("""
            FROM debian:12
            RUN (apt-get update && apt-get install -y curl) && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void A_subshell_under_errexit_keeps_its_errexit() => Rule
        .Finds("""
            FROM debian:12
            SHELL ["/bin/bash", "-ec"]
            RUN ([|apt-get update|]; apt-get install -y curl)
            """)
        .Fixed("""
            FROM debian:12
            SHELL ["/bin/bash", "-ec"]
            RUN (apt-get update; apt-get install -y curl; rm -rf /var/lib/apt/lists/*)
            """);

    [Fact]
    public void Sudo_cleans_up_too() => Rule
        .Finds("""
            FROM example.com/devcontainer:1
            USER vscode
            RUN [|sudo apt-get update|] && sudo apt-get install -y curl
            """)
        .Fixed("""
            FROM example.com/devcontainer:1
            USER vscode
            RUN sudo apt-get update && sudo apt-get install -y curl && sudo rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void Options_before_the_subcommand_and_variables_before_the_program() => Rule
        .Finds("""
            FROM ubuntu:24.04
            RUN DEBIAN_FRONTEND=noninteractive [|apt-get -qq -o Acquire::Retries=3 update|] \
             && env DEBIAN_FRONTEND=noninteractive "apt-get" install -y 'curl'
            """)
        .Fixed("""
            FROM ubuntu:24.04
            RUN DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=3 update \
             && env DEBIAN_FRONTEND=noninteractive "apt-get" install -y 'curl' \
             && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void An_image_that_nobody_knows() => Rule
        .Finds("""
            FROM registry.example.com/base:1
            RUN [|apt-get update|] && apt-get install -y curl
            """)
        .Fixed("""
            FROM registry.example.com/base:1
            RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void A_later_step_that_reads_the_index_joins() => Rule
        .With(Layering.Merge)
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|] && apt-get install -y curl
            RUN apt-get install -y git
            """)
        .Fixed("""
            FROM debian:12
            RUN apt-get update && apt-get install -y curl \
                && apt-get install -y git \
                && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void A_later_step_that_reads_the_index_refreshes_for_itself() => Rule
        .With(Layering.SelfContained)
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|] && apt-get install -y curl
            RUN apt-get install -y git
            """)
        .Fixed("""
            FROM debian:12
            RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
            RUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void A_step_between_keeps_two_steps() => Rule
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|] && apt-get install -y curl
            COPY . /src
            RUN apt-get install -y git
            """)
        .Fixed("""
            FROM debian:12
            RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
            COPY . /src
            RUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void A_stage_that_starts_from_this_one() => Rule
        .Finds("""
            FROM debian:12 AS base
            RUN [|apt-get update|] && apt-get install -y curl

            FROM base
            RUN apt-get install -y git
            """)
        .Fixed("""
            FROM debian:12 AS base
            RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*

            FROM base
            RUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void A_script_that_may_read_the_index() => Rule
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|] && apt-get install -y curl
            COPY install-tools.sh /
            RUN /install-tools.sh
            """)
        .Unsafe("may break line 4", """
            FROM debian:12
            RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
            COPY install-tools.sh /
            RUN /install-tools.sh
            """);

    [Theory]
    [InlineData("RUN bash -e ./install-tools.sh")]
    [InlineData("RUN make deps")]
    [InlineData("RUN make -C src install-deps")]
    [InlineData("RUN python3 scripts/install_packages.py --all")]
    [InlineData("RUN ansible-playbook -c local site.yml")]
    [InlineData("RUN puppet apply site.pp")]
    [InlineData("RUN unattended-upgrade")]
    [InlineData("RUN curl -sSL https://get.haskellstack.org/ | sh")]
    [InlineData("RUN wget -qO- https://example.com/setup.sh | sudo -E bash -s -- --quiet")]
    [InlineData("RUN sh -c \"$(curl -fsSL https://example.com/install.sh)\"")]
    [InlineData("RUN bash -c \"$(curl -fsSL https://get.sdkman.io); apt-get install -y git\"")]
    [InlineData("RUN curl -sSL https://get.$DOMAIN/ | sh")]
    [InlineData("RUN curl -sSL https://deb.nodesource.com/other | bash")]
    [InlineData("RUN curl -O https://example.com/install.sh && sh install.sh")]
    [InlineData("RUN curl -sSL https://example.com/install.py | python3 -")]
    [InlineData("RUN . $TOOLS/setup.sh")]
    [InlineData("RUN bash $SCRIPT")]
    [InlineData("RUN ./install")]
    [InlineData("RUN ls /var/lib/apt/lists > /lists")]
    [InlineData("RUN cp -r /var/lib/apt/lists/ /keep")]
    [InlineData("RUN cp -r /var/lib/apt/lists* /keep")]
    [InlineData("ONBUILD RUN apt-get install -y git")]
    [InlineData("ONBUILD RUN ./install-tools.sh")]
    public void A_later_step_that_may_read_the_index(string step) => Rule
        .Finds($"FROM debian:12\nRUN [|apt-get update|] && apt-get install -y curl\n{step}\n")
        .Unsafe("may break line 3", $"FROM debian:12\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n{step}\n");

    [Theory]
    [InlineData("RUN make install")]
    [InlineData("RUN make -j4 all")]
    [InlineData("RUN python3 setup.py install")]
    [InlineData("RUN python3 -m build")]
    [InlineData("RUN mkdir -p /var/lib/apt/lists/partial")]
    [InlineData("RUN cp -r /etc/apt /keep")]
    [InlineData("RUN curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y")]
    [InlineData("RUN curl sh.rustup.rs | sh -s -- -y")]
    [InlineData("RUN curl -sL https://deb.nodesource.com/setup_$NODE.x | sudo -E bash -")]
    [InlineData("RUN curl -o- https://raw.githubusercontent.com/nvm-sh/nvm/v$NVM/install.sh | bash && . $NVM_DIR/nvm.sh && nvm install 22")]
    [InlineData("RUN sh -c \"$(wget -qO- https://raw.githubusercontent.com/ohmyzsh/ohmyzsh/master/tools/install.sh) --unattended\"")]
    [InlineData("RUN curl -sSL https://install.python-poetry.org | python3 -")]
    [InlineData("RUN curl -sS https://getcomposer.org/installer | php -- --install-dir=/usr/local/bin")]
    [InlineData("RUN curl -fsSL https://dot.net/v1/dotnet-install.sh -o /tmp/dn-install.sh && bash /tmp/dn-install.sh --channel 9.0")]
    [InlineData("RUN unzip awscliv2.zip && ./aws/install")]
    [InlineData("RUN /tmp/newrelic-php5-*/newrelic-install install")]
    [InlineData("RUN curl -sSL https://example.com/data.json | python3 -c 'import json'")]
    [InlineData("RUN curl -sSL -o /usr/local/bin/tool https://example.com/tool | bash")]
    [InlineData("ONBUILD RUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*")]
    public void A_later_step_that_does_not_need_the_index(string step) => Rule
        .Finds($"FROM debian:12\nRUN [|apt-get update|] && apt-get install -y curl\n{step}\n")
        .Fixed($"FROM debian:12\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n{step}\n");

    [Fact]
    public void Behind_what_may_read_the_index_in_the_same_script() => Rule
        .Finds("""
            FROM debian:12
            RUN <<EOF
            [|apt-get update|]
            apt-get install -y curl
            ./install-tools.sh
            make
            EOF
            """)
        .Fixed("""
            FROM debian:12
            RUN <<EOF
            apt-get update
            apt-get install -y curl
            ./install-tools.sh
            rm -rf /var/lib/apt/lists/*
            make
            EOF
            """);

    /// <summary>apt-get autoremove keeps other packages without an index: seen in a real build (docs/measurements.md).</summary>
    [Fact]
    public void A_removal_that_reads_the_index() => Rule
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|] && apt-get install -y gcc
            COPY . /src
            RUN make -C /src && apt-get purge -y gcc && apt-get autoremove -y
            """)
        .Unsafe("may change line 4", """
            FROM debian:12
            RUN apt-get update && apt-get install -y gcc && rm -rf /var/lib/apt/lists/*
            COPY . /src
            RUN make -C /src && apt-get purge -y gcc && apt-get autoremove -y
            """);

    [Fact]
    public void A_removal_behind_an_install_that_gets_an_index_of_its_own() => Rule
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|] && apt-get install -y curl
            COPY . /src
            RUN apt-get install -y gcc && make -C /src && apt-get purge -y gcc && apt-get autoremove -y
            """)
        .Fixed("""
            FROM debian:12
            RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
            COPY . /src
            RUN apt-get update && apt-get install -y gcc && make -C /src && apt-get purge -y gcc && apt-get autoremove -y \
                && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void Trigger_of_other_builds() => Rule
        .Finds("""
            FROM debian:12
            ONBUILD RUN [|apt-get update|] && apt-get install -y curl
            """)
        .Unsafe("may break builds on it", """
            FROM debian:12
            ONBUILD RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void Background_job() => Rule
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|] && apt-get install -y curl; sleep 1 &
            """)
        .Refused("the background job may still run");

    [Fact]
    public void A_function_installs() => Rule
        .Finds("""
            FROM debian:12
            RUN add() { apt-get install -y "$@"; }; [|apt-get update|] && add curl && add git
            """)
        .Fixed("""
            FROM debian:12
            RUN add() { apt-get install -y "$@"; }; apt-get update && add curl && add git \
                && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void An_exit_before_the_end() => Rule
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|] && apt-get install -y curl; [ -f /skip ] && exit 0; make
            """)
        .Refused("`exit 0` may end the step before");

    /// <summary>The shell is gone by then: nothing runs behind <c>exec</c>.</summary>
    [Fact]
    public void A_cleanup_behind_exec() => Rule
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|] && apt-get install -y curl && exec true && rm -rf /var/lib/apt/lists/*
            """)
        .Fixed("""
            FROM debian:12
            RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/* && exec true && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void A_trap_runs_last() => Rule
        .Finds("""
            FROM debian:12
            RUN trap 'echo done' EXIT; [|apt-get update|] && apt-get install -y curl
            """)
        .Refused("`trap 'echo done' EXIT` changes what happens at the end");

    [Theory]
    [InlineData("RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*")]
    [InlineData("RUN apt-get update && apt-get install -y curl && rm -fr /var/lib/apt/lists")]
    [InlineData("RUN apt-get update && apt-get install -y curl && rm -r -f /var/cache/apt/* /var/lib/apt/*")]
    [InlineData("RUN apt-get update && apt-get install -y curl && rm -rf \"/var/lib/apt/lists/\"*")]
    [InlineData("RUN apt-get update && apt-get install -y curl && find /var/lib/apt/lists -type f -delete")]
    [InlineData("RUN --mount=type=cache,target=/var/lib/apt apt-get update && apt-get install -y curl")]
    [InlineData("RUN --mount=type=cache,target=/var/lib/apt/lists,sharing=locked apt-get update && apt-get install -y curl")]
    [InlineData("RUN --mount=type=tmpfs,target=/var/lib/apt/lists apt-get update && apt-get install -y curl")]
    [InlineData("RUN echo apt-get update")]
    [InlineData("RUN [\"echo\", \"apt-get update\"]")]
    [InlineData("CMD apt-get update && apt-get install -y curl")]
    [InlineData("RUN apt-get update && apt-get dist-clean")]
    public void Nothing_remains(string step) => Rule.FindsNothing($"FROM debian:12\n{step}");

    [Fact]
    public void A_stage_that_nobody_ships() => Rule
        .FindsNothing("""
            FROM debian:12 AS build
            RUN apt-get update && apt-get install -y gcc

            FROM scratch
            COPY --from=build /app /app
            """);

    [Fact]
    public void PowerShell_is_left_alone() => Rule
        .FindsNothing("""
            FROM mcr.microsoft.com/windows/servercore:ltsc2022
            SHELL ["powershell", "-Command"]
            RUN apt-get update; apt-get install -y curl
            """);

    [Theory]
    [InlineData("RUN [\"./install.sh\"]")]
    [InlineData("RUN <<EOF\n#!/bin/bash\napt-get install -y b\nEOF")]
    [InlineData("RUN bash -s b <<EOF\napt-get install -y $1\nEOF")]
    [InlineData("RUN python3 - <<'EOF'\nimport os; os.system('apt-get install -y b')\nEOF")]
    [InlineData("SHELL [\"/usr/bin/zsh\", \"-c\"]\nRUN apt-get install -y b")]
    public void A_later_step_that_is_not_followed_may_read_it(string later) => Rule
        .Finds($"FROM debian:12\nRUN [|apt-get update|] && apt-get install -y a\n{later}\n")
        .Unsafe(" line ", $"FROM debian:12\nRUN apt-get update && apt-get install -y a && rm -rf /var/lib/apt/lists/*\n{later}\n");

    [Theory]
    [InlineData("RUN [\"make\", \"install\"]")]
    [InlineData("RUN [\"/bin/sh\", \"-c\", \"make\"]")]
    [InlineData("RUN cat <<EOF > /apt.txt\ninstall\nEOF")]
    [InlineData("RUN \"$SDK/bin/sdkmanager\" tools")]
    public void A_later_step_that_has_no_use_for_it(string later) => Rule
        .Finds($"FROM debian:12\nRUN [|apt-get update|] && apt-get install -y a\n{later}\n")
        .Fixed($"FROM debian:12\nRUN apt-get update && apt-get install -y a && rm -rf /var/lib/apt/lists/*\n{later}\n");

    [Fact]
    public void The_files_of_the_index_by_their_names() => Rule
        .FindsNothing("""
            FROM debian:12
            RUN apt-get update && apt-get install -y curl && rm /var/lib/apt/lists/*_*
            """);

    [Theory]
    [InlineData("rm -rf \"/var/lib/apt/lists/*\"")]
    [InlineData("rm -rf '/var/lib/apt/lists/*' /tmp/*")]
    [InlineData("rm -rf /var/lib/apt/lists/\\*")]
    public void A_pattern_in_quotes_is_a_file_of_that_name(string cleanup) => Rule
        .Finds($"FROM debian:12\nRUN [|apt-get update|] && apt-get install -y curl && {cleanup}\n")
        .Fixed($"FROM debian:12\nRUN apt-get update && apt-get install -y curl && {cleanup} \\\n    && rm -rf /var/lib/apt/lists/*\n");

    [Theory]
    [InlineData("rm -rf \"/var/lib/apt/lists\"/*")]
    [InlineData("rm -rf \"/var/lib/apt/lists\"")]
    public void Quotes_around_the_folder_do_no_harm(string cleanup) =>
        Rule.FindsNothing($"FROM debian:12\nRUN apt-get update && apt-get install -y curl && {cleanup}\n");

    [Fact]
    public void Packages_that_are_aligned_below_others() => Rule
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|] && apt-get install -y make autoconf \
                                                     gettext
            """)
        .Fixed("""
            FROM debian:12
            RUN apt-get update && apt-get install -y make autoconf \
                                                     gettext \
                && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void Some_of_the_files_of_the_index() => Rule
        .Finds("""
            FROM debian:12
            RUN [|apt-get update|] && apt-get install -y curl && rm /var/lib/apt/lists/deb_*
            """);

    [Fact]
    public void An_install_that_refreshes_leaves_an_index_too() => Rule
        .Finds("""
            FROM ubuntu:25.04
            RUN [|apt-get install|] -yU curl
            """)
        .Fixed("""
            FROM ubuntu:25.04
            RUN apt-get install -yU curl && rm -rf /var/lib/apt/lists/*
            """);

    [Theory]
    [InlineData("RUN curl -sSf https://nim-lang.org/choosenim/init.sh | sh -s -- -y")]
    [InlineData("RUN git clone https://github.com/rbenv/ruby-build.git $BUILD_DIR && sh \"$BUILD_DIR/install.sh\"")]
    [InlineData("RUN curl -sSLo sam.zip https://github.com/aws/aws-sam-cli/releases/download/v1.99.0/aws-sam-cli-linux-x86_64.zip && unzip sam.zip -d /opt/sam && /opt/sam/install")]
    [InlineData("RUN install-php-extensions gd")]
    [InlineData("RUN install -m 755 tool /usr/local/bin")]
    public void Installers_that_read_no_index(string step) => Rule
        .Finds($"FROM debian:12\nRUN [|apt-get update|] && apt-get install -y curl git\n{step}\n")
        .Fixed($"FROM debian:12\nRUN apt-get update && apt-get install -y curl git && rm -rf /var/lib/apt/lists/*\n{step}\n");

    [Theory]
    [InlineData("RUN curl -sSf https://nim-lang.org/other.sh | sh -s -- -y")]
    [InlineData("RUN git clone https://github.com/acme/ruby-build.git $BUILD_DIR && sh $BUILD_DIR/install.sh")]
    [InlineData("RUN git clone https://github.com/rbenv/ruby-build.git $BUILD_DIR && sh $OTHER_DIR/install.sh")]
    [InlineData("RUN install-tools gd")]
    [InlineData("RUN acme-packages add gd")]
    public void Installers_that_may_read_the_index(string step) => Rule
        .Finds($"FROM debian:12\nRUN [|apt-get update|] && apt-get install -y curl git\n{step}\n")
        .Unsafe("may break line 3", $"FROM debian:12\nRUN apt-get update && apt-get install -y curl git && rm -rf /var/lib/apt/lists/*\n{step}\n");
}
