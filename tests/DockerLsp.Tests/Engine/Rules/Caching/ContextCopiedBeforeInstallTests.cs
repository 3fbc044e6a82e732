namespace DockerLsp.Tests.Engine.Rules.Caching;

public sealed class ContextCopiedBeforeInstallTests
{
    private static Verification Rule => Verify.Only("DLS2001");

    [Fact]
    public void Before_an_install_from_a_manifest() => Rule.Finds("FROM node:20\nWORKDIR /app\n[|COPY . .|]\nRUN npm ci && npm run build")
        .Says("Any changed file runs `npm ci` in line 4 again; copy `package.json` and `package-lock.json` first, and the rest behind it")
        .Refused();

    [Theory]
    [InlineData("[|COPY ./ /app|]\nRUN yarn")]
    [InlineData("[|ADD . /app|]\nRUN cd /app && pip install --no-cache-dir -r requirements.txt")]
    [InlineData("[|COPY [\".\", \"/app\"]|]\nRUN bundle install --jobs 4")]
    [InlineData("[|COPY . /app|]\nRUN apt-get update\nRUN go mod download")]
    [InlineData("[|COPY --chown=node . /app|]\nRUN <<EOF\nset -e\npnpm install --frozen-lockfile\nEOF")]
    [InlineData("ARG D=.\n[|COPY $D /app|]\nRUN npm install")]
    public void In_many_forms(string text) => Rule.Finds("FROM node:20\n" + text);

    [Theory]
    [InlineData("COPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .")]
    [InlineData("COPY src /app/src\nRUN npm ci")]
    [InlineData("COPY --from=build . /app\nRUN npm ci")]
    [InlineData("COPY package*.json ./\nRUN npm ci\nCOPY . .\nRUN npm ci --omit=dev")]
    [InlineData("COPY . .\nRUN pip install .")]
    [InlineData("COPY . .\nRUN pip install -r requirements.txt -e .")]
    [InlineData("COPY . .\nRUN npm install -g typescript")]
    [InlineData("COPY . .\nRUN npm install express@4")]
    [InlineData("COPY . .\nRUN npm run build")]
    [InlineData("ONBUILD COPY . .\nONBUILD RUN npm ci")]
    [InlineData("COPY . .\nFROM node:20\nRUN npm ci")]
    [InlineData("COPY $D .\nRUN npm ci")]
    public void Is_no_such_copy(string text) => Rule.FindsNothing("FROM node:20\nWORKDIR /app\n" + text);

    [Fact]
    public void Installed_in_the_stage_below() => Rule.FindsNothing("FROM node:20 AS deps\nCOPY package.json .\nRUN npm install\nFROM deps\nCOPY . .\nRUN npm install");
}
