use crate::model::Api;
use crate::names::camel;

/// `index.mjs`: the same names as the CommonJS module, which has to tell them one by one.
pub(super) fn module(api: &Api) -> String {
    let objects = api.objects.iter().map(|object| object.name.clone());
    let functions = api.functions.iter().map(|function| camel(&function.name));
    let own = ["FirstlineError", "fromJson", "toJson"].map(str::to_owned);
    let names: Vec<_> = own.into_iter().chain(objects).chain(functions).collect();
    let names = names.join(",\n  ");
    format!(
        "import core from './index.cjs';\n\nexport const {{\n  {names},\n}} = core;\nexport default core;\n"
    )
}
