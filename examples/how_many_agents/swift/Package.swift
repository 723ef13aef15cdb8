// swift-tools-version:5.9
import PackageDescription

let package = Package(
    name: "HowManyAgents",
    dependencies: [.package(name: "Firstline", path: "../../../bindings-swift")],
    targets: [
        .executableTarget(
            name: "HowManyAgents", dependencies: [.product(name: "Firstline", package: "Firstline")])
    ]
)
