using System.Reflection;
using DockerLsp.Lsp;
using PolyType;

namespace DockerLsp.Tests.Host.Lsp;

public sealed class MessageShapesTests
{
    /// <summary>What is missing here is not wrong, but makes the binary grow by the shape of all that a message holds.</summary>
    [Fact]
    public void The_generator_describes_no_message_that_the_serializer_reads_and_writes()
    {
        var left = typeof(ILanguageServer).Assembly.GetCustomAttributes<TypeShapeExtensionAttribute>()
            .Where(a => a.Kind == TypeShapeKind.None).Select(a => a.Target).ToHashSet();
        var used = typeof(ILanguageServer).GetMethods()
            .SelectMany(m => m.GetParameters().Select(p => p.ParameterType).Append(m.ReturnType))
            .Select(Bare).Where(t => t != typeof(CancellationToken) && t != typeof(Task) && t != typeof(object)).Distinct().ToArray();
        Assert.NotEmpty(used);
        Assert.Empty(used.Where(t => !left.Contains(t)).Select(t => t.Name));
    }

    private static Type Bare(Type type) =>
        type.IsArray && type.GetElementType() is { } element ? Bare(element)
        : type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(Nullable<>)) ? Bare(type.GetGenericArguments()[0])
        : type;
}
