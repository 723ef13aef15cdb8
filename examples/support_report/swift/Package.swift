// swift-tools-version:5.9
import PackageDescription

let package = Package(
    name: "SupportReport",
    dependencies: [.package(name: "Firstline", path: "../../../bindings-swift")],
    targets: [
        .executableTarget(
            name: "SupportReport", dependencies: [.product(name: "Firstline", package: "Firstline")])
    ]
)
