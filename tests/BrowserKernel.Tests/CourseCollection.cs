namespace BrowserKernel.Tests;

/// <summary>All tests share one site, one server and one browser.</summary>
[CollectionDefinition("course")]
public sealed class CourseCollection : ICollectionFixture<CourseSite>;
