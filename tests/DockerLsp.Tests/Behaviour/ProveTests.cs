using System.Globalization;
using DockerLsp.Tests.Repository;

namespace DockerLsp.Tests.Behaviour;

/// <summary>
/// Judges what the environment names: all Dockerfiles of the folder <c>DOCKERLSP_PROVE_FOLDER</c>, or as many generated ones as
/// <c>DOCKERLSP_PROVE</c> says. <c>npm run prove</c> starts it.
/// </summary>
public sealed class ProveTests
{
    [BehaviourFact]
    public void Proves_a_folder()
    {
        if (Environment.GetEnvironmentVariable("DOCKERLSP_PROVE_FOLDER") is not { Length: > 0 } folder)
        {
            return;
        }

        Assert.Equal(0, Prove(DockerfileFolder.Find(folder).Select(f => (Path.GetRelativePath(folder, f), (Func<string>)(() => File.ReadAllText(f))))));
    }

    [BehaviourFact]
    public void Proves_many_generated_Dockerfiles()
    {
        if (!int.TryParse(Environment.GetEnvironmentVariable("DOCKERLSP_PROVE"), CultureInfo.InvariantCulture, out var count))
        {
            return;
        }

        _ = int.TryParse(Environment.GetEnvironmentVariable("DOCKERLSP_PROVE_FROM"), CultureInfo.InvariantCulture, out var first);
        Assert.Equal(0, Prove(Enumerable.Range(first, count).Select(i => ($"generated {i}", (Func<string>)(() => DockerfileGenerator.Generate(i))))));
    }

    private static int Prove(IEnumerable<(string Name, Func<string> Read)> sources)
    {
        var path = Environment.GetEnvironmentVariable("DOCKERLSP_PROVE_REPORT") ?? Path.Combine(Path.GetTempPath(), "dockerlsp-prove.txt");
        var report = new FolderReport();
        var (done, every) = (0, sources.TryGetNonEnumeratedCount(out var all) && all < 1000 ? 10 : 100);
        Parallel.ForEach(sources, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, source =>
        {
            var text = source.Read();
            var judged = FixJudge.Judge(text, Effort.Thorough);
            lock (report)
            {
                report.CountFindings(text);
                report.Add(source.Name, text, judged);
                if (++done % every == 0)
                {
                    File.WriteAllText(path, report.ToString());
                }
            }
        });
        File.WriteAllText(path, report.ToString());
        return report.Differences;
    }
}
