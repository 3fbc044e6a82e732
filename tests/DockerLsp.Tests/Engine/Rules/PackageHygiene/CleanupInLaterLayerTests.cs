using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Tests.Engine.Rules.PackageHygiene;

public sealed class CleanupInLaterLayerTests
{
    private static Verification Rule => Verify.Only("DLS1004");

    [Fact]
    public void Cleans_up_a_step_too_late() => Rule
        .With(Layering.Merge)
        .Finds("""
            FROM debian:12
            RUN apt-get update && apt-get install -y curl
            RUN [|rm -rf /var/lib/apt/lists/*|]
            """)
        .Says("Frees nothing: the index stays in the layer of line 2")
        .Fixed("""
            FROM debian:12
            RUN apt-get update && apt-get install -y curl \
                && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void Disappears_into_the_install() => Rule
        .With(Layering.SelfContained)
        .Finds("""
            FROM debian:12
            RUN apt-get update && apt-get install -y curl
            RUN [|rm -rf /var/lib/apt/lists/*|]
            """)
        .Fixed("""
            FROM debian:12
            RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void Steps_between_stay_where_they_are() => Rule
        .Finds("""
            FROM debian:12
            RUN apt-get update && apt-get install -y curl
            COPY . /app
            # Keep the image small.
            RUN [|rm -rf /var/lib/apt/lists/*|]
            CMD ["/app/run"]
            """)
        .Fixed("""
            FROM debian:12
            RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
            COPY . /app
            # Keep the image small.
            CMD ["/app/run"]
            """);

    [Fact]
    public void What_else_it_deletes_is_still_deleted() => Rule
        .Finds("""
            FROM debian:12
            RUN apt-get update && apt-get install -y curl
            COPY . /app
            RUN [|rm -rf /var/lib/apt/lists/* /app/tests|]
            """)
        .Fixed("""
            FROM debian:12
            RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
            COPY . /app
            RUN rm -rf /var/lib/apt/lists/* /app/tests
            """);

    [Fact]
    public void What_else_the_step_does_is_still_done() => Rule
        .Finds("""
            FROM debian:12
            RUN apt-get update && apt-get install -y curl
            COPY . /app
            RUN make -C /app && [|rm -rf /var/lib/apt/lists/*|]
            """)
        .Fixed("""
            FROM debian:12
            RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
            COPY . /app
            RUN make -C /app && rm -rf /var/lib/apt/lists/*
            """);

    [Fact]
    public void Yum_and_semicolons() => Rule
        .Finds("""
            FROM rockylinux:9
            RUN yum install -y httpd; yum install -y mod_ssl
            EXPOSE 80
            RUN [|yum clean all|]
            """)
        .Says("Frees nothing: the metadata and packages stay in the layer of line 2")
        .Fixed("""
            FROM rockylinux:9
            RUN yum install -y httpd; yum install -y mod_ssl && yum clean all
            EXPOSE 80
            """);

    [Fact]
    public void Apk_needs_no_cleanup_with_no_cache() => Rule
        .Finds("""
            FROM alpine:3.20
            RUN apk add --update curl
            RUN [|rm -rf /var/cache/apk/*|]
            """)
        .Fixed("""
            FROM alpine:3.20
            RUN apk add --no-cache curl
            """);

    [Fact]
    public void An_even_earlier_layer_holds_one_too() => Rule
        .Finds("""
            FROM alpine:3.20
            RUN apk add --update curl
            RUN apk add --update git
            RUN adduser -D app; [|rm -rf /var/cache/apk/*|]; ls
            """)
        .Refused("would then delete what an even earlier layer holds");

    [Fact]
    public void A_stage_that_starts_from_this_one() => Rule
        .Finds("""
            FROM debian:12 AS base
            RUN apt-get update && apt-get install -y curl

            FROM base
            RUN [|rm -rf /var/lib/apt/lists/*|]
            CMD ["curl"]
            """)
        .Fixed("""
            FROM debian:12 AS base
            RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*

            FROM base
            CMD ["curl"]
            """);

    [Fact]
    public void The_install_reports_its_status_last() => Rule
        .Finds("""
            FROM debian:12
            RUN <<EOF
            apt-get update
            apt-get install -y curl
            EOF
            RUN [|rm -rf /var/lib/apt/lists/*|]
            """)
        .Fixed("""
            FROM debian:12
            RUN <<EOF
            apt-get update
            apt-get install -y curl && rm -rf /var/lib/apt/lists/*
            EOF
            """);

    [Theory]
    [InlineData("RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*")]
    [InlineData("RUN rm -rf /var/lib/apt/lists/*")]
    [InlineData("RUN apt-get update && apt-get install -y curl\nRUN rm -rf /tmp/*")]
    [InlineData("RUN apt-get update && apt-get install -y curl\nRUN apt-get clean")]
    [InlineData("RUN apt-get update && apt-get install -y curl\nRUN rm -f /var/lib/apt/lists/lock")]
    [InlineData("RUN apt-get update && apt-get install -y curl\nRUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*")]
    [InlineData("RUN apt-get update && apt-get install -y curl\nONBUILD RUN rm -rf /var/lib/apt/lists/*")]
    [InlineData("RUN apt-get update && apt-get install -y curl\nRUN echo 'rm -rf /var/lib/apt/lists/*'")]
    public void Frees_something_or_is_no_cleanup(string steps) => Rule.FindsNothing($"FROM debian:12\n{steps}");

    [Theory]
    [InlineData("rm -r /var/lib/apt/lists/*")]
    [InlineData("rm /var/lib/apt/lists/*_*")]
    public void A_cleanup_without_force_fails_once_there_is_nothing(string cleanup) => Rule
        .Finds($"FROM debian:12\nRUN apt-get update && apt-get install -y curl\nCOPY . /app\nRUN /app/configure && [|{cleanup.Split(' ')[0]}{cleanup[cleanup.IndexOf(' ')..]}|]\n")
        .Unsafe("may break line 4", $"FROM debian:12\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\nCOPY . /app\nRUN /app/configure && {cleanup}\n");

    [Fact]
    public void The_folder_itself_is_there_when_it_is_empty() => Rule
        .Finds("""
            FROM debian:12
            RUN apt-get update && apt-get install -y curl
            COPY . /app
            RUN /app/configure && [|rm -r /var/lib/apt/lists|]
            """)
        .Fixed("""
            FROM debian:12
            RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
            COPY . /app
            RUN /app/configure && rm -r /var/lib/apt/lists
            """);

    [Fact]
    public void A_cleanup_that_hides_an_older_index_stays() => Rule
        .Finds("""
            FROM alpine:3.20
            RUN make && apk update
            RUN apk add git
            RUN [|rm -rf /var/cache/apk/*|]
            """)
        .Refuses("the cleanup in line 4 would find what an older layer holds");

    [Fact]
    public void A_refresh_that_has_to_stay_keeps_its_cleanup() => Rule
        .Finds("""
            FROM alpine:3.20
            RUN make && apk update
            RUN [|rm -rf /var/cache/apk/*|] && apk add jq && apk update || make
            """)
        .Refuses("`||` asks whether this command failed");

    [Fact]
    public void Where_nothing_is_installed_the_title_speaks_of_no_install()
    {
        var findings = Invariants.Analyze("FROM alpine:3.20\nRUN make && apk update\nRUN rm -rf /var/cache/apk/*\n", new() { Select = ["DLS1004"] }).Findings;
        Assert.Equal("Delete refresh and cleanup (hides a failing refresh)", Assert.Single(Assert.Single(findings).Fixes).Title);
    }
}
