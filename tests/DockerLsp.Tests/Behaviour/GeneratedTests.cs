using System.Collections.Concurrent;

namespace DockerLsp.Tests.Behaviour;

/// <summary>Safe fixes of generated Dockerfiles.</summary>
public sealed class GeneratedTests
{
    private const int Count = 100;

    [BehaviourFact]
    public void Safe_fixes_of_generated_Dockerfiles_leave_the_build_alone()
    {
        var differences = new ConcurrentBag<string>();
        var judged = 0;
        Parallel.For(0, Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, seed =>
        {
            var text = DockerfileGenerator.Generate(seed);
            foreach (var one in FixJudge.Judge(text, Effort.Ordinary))
            {
                Interlocked.Increment(ref judged);
                if (one.Verdict.Kind == VerdictKind.Different)
                {
                    differences.Add($"number {seed}: {FixJudge.Describe(text, one)}");
                }
            }
        });
        Assert.True(differences.IsEmpty, string.Join('\n', differences));
        Assert.True(judged > Count / 2, $"only {judged} fixes were judged: the generator writes too little that can be fixed");
    }
}
