namespace Xunit;

/// <summary>What xunit 2 does not have: a test that cannot run here fails, and Stryker.NET leaves it out.</summary>
internal static class Skipped
{
    extension(Assert)
    {
        public static void SkipWhen(bool condition, string reason)
        {
            if (condition) throw new InvalidOperationException(reason);
        }
    }
}
