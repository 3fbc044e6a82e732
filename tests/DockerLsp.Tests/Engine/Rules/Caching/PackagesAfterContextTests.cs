namespace DockerLsp.Tests.Engine.Rules.Caching;

public sealed class PackagesAfterContextTests
{
    private static Verification Rule => Verify.Only("DLS2002");

    [Fact]
    public void Packages_behind_the_copy_of_everything() => Rule.Finds("FROM debian:12\nWORKDIR /app\nCOPY . .\n[|RUN|] apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*")
        .FindsNothing("FROM debian:12\nCOPY . .\nRUN make");

    [Fact]
    public void It_says_where_it_can_stand() => Rule.Finds("FROM alpine:3.20\nCOPY . /app\nEXPOSE 80\n[|RUN|] apk add --no-cache curl")
        .Says("Runs again whenever any file of the context changes, though it takes none of them; it can stand above line 2")
        .Refused();

    [Theory]
    [InlineData("COPY src /app\nRUN apt-get update && apt-get install -y curl")]
    [InlineData("COPY . /\nRUN apt-get update && apt-get install -y curl")]
    [InlineData("COPY . /etc/apt\nRUN apt-get update && apt-get install -y curl")]
    [InlineData("COPY . /app\nRUN apt-get update && apt-get install -y ./app/tool.deb")]
    [InlineData("COPY . /app\nRUN apt-get update && apt-get install -y $(cat /app/packages)")]
    [InlineData("COPY . /app\nRUN apt-get update && xargs apt-get install -y < /app/packages")]
    [InlineData("COPY . /app\nRUN /app/setup.sh && apt-get install -y curl")]
    [InlineData("COPY . /app\nRUN make\nRUN apt-get update && apt-get install -y curl")]
    [InlineData("COPY . /app\nUSER app\nRUN apt-get update && apt-get install -y curl")]
    [InlineData("COPY . /app\nRUN pip install flask")]
    [InlineData("COPY . $X\nRUN apk add curl")]
    [InlineData("COPY . /app\nRUN apt-get update")]
    [InlineData("ONBUILD COPY . /app\nONBUILD RUN apk add curl")]
    public void May_need_what_was_copied(string text) => Rule.FindsNothing("FROM debian:12\n" + text);

    [Fact]
    public void A_refresh_in_between_belongs_to_it() => Rule
        .Finds("""
            FROM debian:12
            COPY . /app
            RUN apt-get update
            [|RUN|] apt-get install -y curl
            """)
        .Says("Runs again whenever any file of the context changes, though it takes none of them; it can stand above line 2");

    [Fact]
    public void What_else_stands_in_between_may_need_the_files() => Rule
        .FindsNothing("""
            FROM debian:12
            COPY . /app
            RUN apt-get update && /app/configure
            RUN apt-get install -y curl
            """);
}
