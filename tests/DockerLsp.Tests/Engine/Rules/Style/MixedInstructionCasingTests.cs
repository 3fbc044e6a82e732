namespace DockerLsp.Tests.Engine.Rules.Style;

public sealed class MixedInstructionCasingTests
{
    private static Verification Rule => Verify.Only("ConsistentInstructionCasing");

    [Fact]
    public void The_majority_is_upper() => Rule
        .Finds("""
            FROM alpine:3.20
            [|run|] apk add curl
            COPY . .
            [|Cmd|] ["./serve"]
            """)
        .Says("`run` is not in upper case like most keywords of this file", "`Cmd` is not in upper case like most keywords of this file")
        .Fixed("""
            FROM alpine:3.20
            RUN apk add curl
            COPY . .
            CMD ["./serve"]
            """);

    [Fact]
    public void The_majority_is_lower() => Rule
        .Finds("""
            from alpine:3.20
            run apk add curl
            [|COPY|] . .
            """)
        .Says("`COPY` is not in lower case like most keywords of this file")
        .Fixed("""
            from alpine:3.20
            run apk add curl
            copy . .
            """);

    [Fact]
    public void A_tie_is_upper() => Rule
        .Finds("""
            FROM alpine:3.20
            [|run|] apk add curl
            """)
        .Fixed("""
            FROM alpine:3.20
            RUN apk add curl
            """);

    [Fact]
    public void A_from_takes_its_as_along() => Rule
        .Finds("""
            [|From|] alpine:3.20 as a
            [|from|] a as b
            RUN true
            RUN true
            """)
        .Fixed("""
            FROM alpine:3.20 AS a
            FROM a AS b
            RUN true
            RUN true
            """);

    [Fact]
    public void Mixed_keywords_count_for_neither_side() => Rule
        .Finds("""
            from alpine:3.20
            [|Run|] a
            [|Run|] b
            [|Env|] a=b
            """)
        .Fixed("""
            from alpine:3.20
            run a
            run b
            env a=b
            """);

    [Fact]
    public void Triggers_and_global_arguments_are_not_counted() => Rule.FindsNothing("""
        arg A=1
        Arg B=2
        FROM alpine:3.20
        ONBUILD run true
        """);

    [Fact]
    public void All_lower_is_consistent() => Rule.FindsNothing("""
        from alpine:3.20 AS a
        run <<EOF
        RUN x
        EOF
        onbuild RUN true
        """);

    [Fact]
    public void Unknown_instructions_are_left_alone() => Rule.FindsNothing("""
        FROM alpine:3.20
        Runn true
        """);
}
