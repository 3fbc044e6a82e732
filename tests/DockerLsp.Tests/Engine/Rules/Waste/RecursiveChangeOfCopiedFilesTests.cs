namespace DockerLsp.Tests.Engine.Rules.Waste;

public sealed class RecursiveChangeOfCopiedFilesTests
{
    private static Verification Rule => Verify.Only("DLS1011");

    [Fact]
    public void Owner() => Rule
        .Finds("""
            FROM node:20
            WORKDIR /app
            COPY . .
            RUN [|chown -R node:node /app|]
            """)
        .Says("Stores what line 3 copied to `/app` once more, in this layer; `COPY --chown` does it without a second copy")
        .Unsafe("older folders keep their owner", """
            FROM node:20
            WORKDIR /app
            COPY --chown=node:node . .
            """);

    [Fact]
    public void Mode() => Rule
        .Finds("""
            FROM node:20
            COPY scripts/ /opt/scripts
            RUN [|chmod -R 0755 /opt/scripts|]
            """)
        .Unsafe("needs BuildKit", """
            FROM node:20
            COPY --chmod=0755 scripts/ /opt/scripts
            """);

    [Fact]
    public void Something_between() => Rule
        .Finds("""
            FROM node:20
            WORKDIR /app
            COPY . .
            RUN npm run build
            RUN [|chown -R node /app|] && date
            """)
        .Refused();

    [Fact]
    public void What_a_mode_adds_is_not_known_to_COPY() => Rule
        .Finds("""
            FROM node:20
            COPY . /app
            RUN [|chmod -R g+w /app|]
            """)
        .Refused();

    [Fact]
    public void An_archive_of_another_step() => Rule
        .Finds("""
            FROM debian:12
            ENV HOME_OF_SPARK=/opt/spark
            RUN tar xf /tmp/spark.tgz -C $HOME_OF_SPARK
            RUN [|chown -R 1000 ${HOME_OF_SPARK}|] && date
            """)
        .Says("Stores what line 3 put into `/opt/spark` once more, in this layer; in that RUN it costs nothing")
        .Refused();

    [Fact]
    public void A_folder_of_another_stage() => Rule
        .Finds("""
            FROM node:20 AS build
            COPY . /app
            RUN chown -R node /app

            FROM node:20
            COPY --from=build /app /app
            RUN [|chown -R node /app|] && date
            """)
        .Refused();

    [Theory]
    [InlineData("COPY --chown=node:node . /app")]
    [InlineData("COPY . /app\nRUN chown node /app")]
    [InlineData("COPY app.js /app/\nRUN chown -R node /app")]
    [InlineData("WORKDIR /app\nRUN chown -R node /app")]
    [InlineData("COPY . /app\nRUN mkdir /data && chown -R node /data")]
    [InlineData("COPY . /app\nRUN chown -R node $DIR")]
    [InlineData("COPY . /app\nRUN cd /app && chown -R node .")]
    [InlineData("COPY . /app\nRUN if true; then chown -R node /app; fi")]
    [InlineData("RUN git clone https://example.com/a /src && chown -R node /src")]
    [InlineData("ONBUILD COPY . /app\nONBUILD RUN chown -R node /app")]
    [InlineData("COPY . /app\nRUN [\"chown\", \"-R\", \"node\", \"$DIR\"]")]
    public void Nothing_is_stored_twice(string steps) => Rule.FindsNothing($"FROM node:20\n{steps}");

    [Fact]
    public void In_exec_form() => Rule.Finds("FROM node:20\nCOPY . /app\nRUN [\"[|chown\", \"-R\", \"node\", \"/app|]\"]");
}
