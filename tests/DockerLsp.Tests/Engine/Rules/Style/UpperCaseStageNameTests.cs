namespace DockerLsp.Tests.Engine.Rules.Style;

public sealed class UpperCaseStageNameTests
{
    private static Verification Rule => Verify.Only("StageNameCasing");

    [Fact]
    public void Lowers_the_name_and_its_references() => Rule
        .Finds("""
            FROM golang:1.23 AS [|Builder|]
            RUN go build -o /app .
            FROM alpine:3.20
            COPY --from=Builder /app /app
            RUN --mount=type=bind,from=BUILDER,target=/src cp /src/app /app2
            COPY --chown=1 --from="Builder" /b /b
            """)
        .Says("BuildKit keeps stage names in lower case: this one is `builder`")
        .Offers("Lower the stage name in 4 places")
        .Fixed("""
            FROM golang:1.23 AS builder
            RUN go build -o /app .
            FROM alpine:3.20
            COPY --from=builder /app /app
            RUN --mount=type=bind,from=builder,target=/src cp /src/app /app2
            COPY --chown=1 --from="builder" /b /b
            """);

    [Fact]
    public void A_base_with_capitals_does_not_build_today() => Rule
        .Finds("""
            FROM golang:1.23 AS [|Base|]
            FROM Base AS app
            RUN go build
            """)
        .Unsafe("FROM then finds it", """
            FROM golang:1.23 AS base
            FROM base AS app
            RUN go build
            """);

    [Fact]
    public void References_in_lower_case_stay() => Rule
        .Finds("""
            FROM golang:1.23 AS [|GoBuild|]
            FROM gobuild AS [|Test|]
            FROM alpine
            COPY --from=gobuild /a /a
            COPY --from=test /a /a
            """)
        .Fixed("""
            FROM golang:1.23 AS gobuild
            FROM gobuild AS test
            FROM alpine
            COPY --from=gobuild /a /a
            COPY --from=test /a /a
            """);

    [Fact]
    public void Images_and_files_of_that_name_stay() => Rule
        .Finds("""
            FROM alpine AS [|App|]
            COPY App /srv/App
            FROM alpine
            COPY --from=registry.example.com/App/x /a /a
            RUN --mount=type=cache,id=App,target=/c App
            """)
        .Fixed("""
            FROM alpine AS app
            COPY App /srv/App
            FROM alpine
            COPY --from=registry.example.com/App/x /a /a
            RUN --mount=type=cache,id=App,target=/c App
            """);

    [Fact]
    public void Triggers_resolve_stages_of_other_builds() => Rule
        .Finds("""
            FROM alpine AS [|Onto|]
            ONBUILD COPY --from=Onto /a /a
            """)
        .Fixed("""
            FROM alpine AS onto
            ONBUILD COPY --from=Onto /a /a
            """);

    [Fact]
    public void A_heredoc_is_no_reference() => Rule
        .Finds("""
            FROM alpine AS [|Build|]
            RUN <<EOF
            FROM=Build
            echo COPY --from=Build
            EOF
            """)
        .Fixed("""
            FROM alpine AS build
            RUN <<EOF
            FROM=Build
            echo COPY --from=Build
            EOF
            """);

    [Fact]
    public void Lower_case_and_no_name_are_fine() => Rule
        .FindsNothing("""
            ARG BASE=alpine
            FROM ${BASE} AS build-1.x_y
            FROM alpine
            COPY --from=Build-1.x_y /a /a
            """);
}
