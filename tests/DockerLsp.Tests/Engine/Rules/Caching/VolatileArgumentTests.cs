namespace DockerLsp.Tests.Engine.Rules.Caching;

public sealed class VolatileArgumentTests
{
    private static Verification Rule => Verify.Only("DLS2003");

    [Fact]
    public void Above_a_step_that_does_not_use_it() => Rule.Finds("FROM node:20\nARG [|GIT_COMMIT|]\nRUN npm ci\nRUN echo $GIT_COMMIT > /version")
        .Says("Each new value runs `npm ci` in line 3 again, though not used there; declare it, and what is made of it, below")
        .Refused();

    [Fact]
    public void Above_several() => Rule.Finds("FROM node:20\nARG [|BUILD_DATE=unknown|]\nENV DATE=$BUILD_DATE\nLABEL date=$BUILD_DATE\nRUN npm ci\nRUN make\nRUN cargo build\nRUN echo $DATE")
        .Says("Each new value runs `npm ci` in line 5 again and 2 costly steps more, though not used there; declare it, and what is made of it, below");

    [Theory]
    [InlineData("ARG GIT_COMMIT\nRUN echo $GIT_COMMIT\nRUN npm ci")]
    [InlineData("ARG GIT_COMMIT=4f2a9c1\nRUN npm ci")]
    [InlineData("ARG NODE_VERSION\nRUN npm ci")]
    [InlineData("ARG CACHEBUST\nRUN npm ci")]
    [InlineData("RUN npm ci\nARG GIT_COMMIT\nRUN echo $GIT_COMMIT")]
    [InlineData("ARG GIT_COMMIT\nRUN echo x")]
    // Whatever needs it reads it from its environment, and may be any of these.
    [InlineData("ARG GIT_COMMIT\nARG GIT_SHA\nRUN npm ci\nRUN cargo build")]
    [InlineData("ARG GIT_COMMIT\nENV A=$GIT_COMMIT\nRUN echo $A && npm ci")]
    [InlineData("ARG GIT_COMMIT\nFROM node:20\nRUN npm ci")]
    [InlineData("ARG GIT_COMMIT\nCOPY $GIT_COMMIT /\nRUN npm ci")]
    public void Costs_nothing(string text) => Rule.FindsNothing("FROM node:20\n" + text);

    [Fact]
    public void Before_the_first_stage_it_stands_in_no_key() => Rule.FindsNothing("ARG GIT_COMMIT\nFROM node:20\nRUN npm ci");
}
