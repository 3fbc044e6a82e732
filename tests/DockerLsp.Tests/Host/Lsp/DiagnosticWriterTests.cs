using CsCheck;
using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Text;
using DockerLsp.Lsp;
using DockerLsp.Lsp.Protocol;
using DockerLsp.Tests.Engine.Rules;
using DockerLsp.Tests.Engine.Text;

namespace DockerLsp.Tests.Host.Lsp;

/// <summary>A message is made of the bytes of the one before it, and yet says what holds now.</summary>
public sealed class DiagnosticWriterTests
{
    private static readonly ClientFeatures Client = new() { ShowsRelatedInformation = true, Tags = [1, 2] };

    private static readonly string[] Insertions =
        ["\n", "RUN apt-get update\n", "RUN apt-get install -y curl\n", "RUN cd /x\n", "FROM debian:12\n", "COPY . /x\n", "RUN a\n", "x", " ", "&& b ", "ENV A=1\n", "CMD a\n", "# b\n", ""];

    private static readonly Gen<(int At, int Length, string NewText)> Edit = Gen.Select(Gen.Int[0, 100_000], Gen.Frequency((6, Gen.Const(0)), (2, Gen.Int[0, 4]), (1, Gen.Int[0, 90])), Gen.OneOfConst(Insertions));

    [Fact]
    public void After_any_edits_a_message_is_that_of_a_text_that_was_just_opened() =>
        Gen.Select(GeneratedDockerfile.Texts, GeneratedDockerfile.Texts, Edit.Array[12]).Check(
            (first, second, edits) =>
            {
                var text = first + "\n" + second;
                var writer = new DiagnosticWriter(Client, new PositionMap(Client.PositionEncoding));
                using var document = Open(text);
                var analysis = DockerfileAnalysis.Create(SourceText.From(text), AnalysisOptions.Default);
                foreach (var (at, length, newText) in edits)
                {
                    var start = at % (text.Length + 1);
                    var change = new TextChange(new TextSpan(start, Math.Min(length, text.Length - start)), newText);
                    text = string.Concat(text.AsSpan(0, start), newText, text.AsSpan(change.Span.End));
                    analysis = analysis.WithChanges([change]);
                    var message = writer.Write(document, analysis);
                    Assert.Equal(Fresh(text), message.ToString());
                    message.LetGo();
                }
            },
            iterations: 300);

    private static string Fresh(string text)
    {
        using var document = Open(text);
        return new DiagnosticWriter(Client, new PositionMap(Client.PositionEncoding))
            .Write(document, DockerfileAnalysis.Create(SourceText.From(text), AnalysisOptions.Default)).ToString();
    }

    private static OpenDocument Open(string text) =>
        new(new TextDocumentItem("file:///w/Dockerfile", text, "dockerfile", 1), AnalysisOptions.Default, () => 1);
}
